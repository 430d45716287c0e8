using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Extensions;
using ChaosToolkit.Running;

namespace Crash.Points;

/// <summary>
/// Holds a run where only a control gets: before the intent of an action is written (a control is called before it), and between the intent and the act (the event
/// <c>start_activity</c> comes there). As the scripts of the test do, it says by a file <c>at-STAGE</c> that it is there, and waits while there is a file <c>wait-STAGE</c>.
/// </summary>
[Control(Module = "crash.points")]
public sealed class CrashPoints : IControl, IRunEventHandler
{
    private const string Action = "break";

    /// <inheritdoc/>
    public async ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context.Level == ControlLevel.Activity && (string?)context.Context?["name"] == Action)
        {
            await HoldAsync("intent-before", cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken)
    {
        if (moment.Name == "start_activity" && moment.Arguments.TryGetValue("activity", out var activity) && (string?)(activity as JsonObject)?["name"] == Action)
        {
            await HoldAsync("intent-after", cancellationToken);
        }
    }

    private static async Task HoldAsync(string stage, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync("at-" + stage, "", cancellationToken);
        while (File.Exists("wait-" + stage))
        {
            await Task.Delay(10, cancellationToken);
        }
    }
}
