using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls.Guards;

/// <summary>Ends a run that takes longer, or plays more activities, than it may. What is taken back at its end does not count.</summary>
[Control(Module = "chaos.controls.budget")]
internal sealed class BudgetControl : IControl, IValidatedControl, IDisposable
{
    private static readonly ControlArguments Known = new(
        "chaos.controls.budget",
        new ControlArgument("minutes", "a number above zero", node => Value.AsDouble(node.Value) is > 0 and < 50_000),
        ControlArgument.Count("activities"));

    private CancellationTokenSource? watching;
    private (ControlLevel Level, JsonNode? Part) place;
    private int played;

    public void Dispose() => watching?.Dispose();

    public void Validate(DocumentNode control, ValidationContext context) => Known.Validate(control, context);

    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context.Run is not { } run || run.Interruption.IsEnding)
        {
            return ValueTask.CompletedTask;
        }

        if (watching is null)
        {
            (watching, place, played) = (new CancellationTokenSource(), (context.Level, context.Context), 0);
            if (context.Argument("minutes", 0.0) is > 0 and var minutes)
            {
                _ = WatchAsync(minutes, context, run, watching.Token);
            }
        }

        if (context.Level == ControlLevel.Activity && context.Argument("activities", 0) is > 0 and var most && ++played > most)
        {
            Ending.Throw(context, "budget", $"The run has played the {most} activities that it may play", new JsonObject { ["activities"] = most });
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (watching is not null && place.Level == context.Level && ReferenceEquals(place.Part, context.Context))
        {
            await watching.CancelAsync();
            watching = null;
        }
    }

    private static async Task WatchAsync(double minutes, ControlContext context, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            await Delay.ForAsync(TimeSpan.FromMinutes(minutes), run.Time, cancellationToken);
            Ending.Request(context, "budget", $"The run has taken the {PythonText.Of(Value.Float(minutes))} minutes that it may take", new JsonObject { ["minutes"] = minutes });
        }
        catch (OperationCanceledException)
        {
            // It was faster.
        }
    }
}
