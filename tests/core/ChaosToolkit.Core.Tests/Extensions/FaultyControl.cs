using ChaosToolkit.Controls;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Extensions;

/// <summary>A control whose check of its declaration fails.</summary>
[Control(Module = "t.faulty")]
public sealed class FaultyControl : IControl, IValidatedControl
{
    public void Validate(DocumentNode control, ValidationContext context) => throw new InvalidOperationException("The tracer is not there.");
}
