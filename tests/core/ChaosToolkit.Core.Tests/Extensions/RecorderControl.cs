using ChaosToolkit.Controls;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

/// <summary>A control that writes down in the experiment what it is called for.</summary>
[Control(Module = "t.recorder")]
public sealed class RecorderControl(ILogger logger, TimeProvider time) : IControl, IValidatedControl, IRunEventHandler
{
    private readonly List<string> moments = [];

    public static List<string> LastEvents { get; } = [];

    public void Validate(DocumentNode control, ValidationContext context)
    {
        if (control["provider"]?["arguments"]?["refuse"] is { } refuse)
        {
            context.Report(Diagnostic.Error("T9999", refuse, "It is refused."));
        }
    }

    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        Assert.NotNull(logger);
        Assert.NotNull(time);
        moments.Add($"before {context.Level}");
        return ValueTask.CompletedTask;
    }

    public ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken)
    {
        moments.Add($"after {context.Level}");
        if (context.Level == ControlLevel.Experiment)
        {
            context.Experiment!["recorded"] = string.Join(", ", moments);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken)
    {
        lock (LastEvents)
        {
            LastEvents.Add(moment.Name);
        }

        return ValueTask.CompletedTask;
    }
}
