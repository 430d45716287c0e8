using ChaosToolkit.Controls;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

/// <summary>A control whose check of its declaration fails.</summary>
[Control(Module = "t.faulty")]
public sealed class FaultyControl(ILogger logger) : IControl, IValidatedControl, IDisposable
{
    public void Validate(DocumentNode control, ValidationContext context) => throw new InvalidOperationException("The tracer is not there.");

    public void Dispose() => logger.LogInformation("Disposed");
}
