using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls.Flow;

/// <summary>Has activities played several times, one time after the other; each has its entry in the journal.</summary>
[Control(Module = "chaos.controls.repeat")]
[PythonModule("chaosaddons.controls.repeat")]
internal sealed class RepeatControl : IControl, IValidatedControl
{
    private static readonly ControlArguments Known = new(
        "chaos.controls.repeat",
        ControlArgument.Count("repeat_count") with { IsRequired = true },
        ControlArgument.Flag("break_if_previous_iteration_failed"),
        ControlArgument.Seconds("every"));

    private readonly ConditionalWeakTable<JsonObject, Repetition> repetitions = [];

    public void Validate(DocumentNode control, ValidationContext context) => Known.Validate(control, context);

    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context is { Level: ControlLevel.Activity, Context: JsonObject activity, Run: { } run })
        {
            repetitions.GetOrCreateValue(activity).Started = run.Time.GetTimestamp();
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context is not { Level: ControlLevel.Activity, Context: JsonObject activity, Run: { } run })
        {
            return;
        }

        var repetition = repetitions.GetOrCreateValue(activity);
        var status = Value.AsText((context.State as JsonObject)?["status"]);
        var isBroken = status is null || (status != "succeeded" && context.Argument("break_if_previous_iteration_failed", false));
        if (isBroken || ++repetition.Played >= context.Argument("repeat_count", 0) || run.Interruption.Token.IsCancellationRequested)
        {
            repetition.Played = 0;
            return;
        }

        var pause = TimeSpan.FromSeconds(context.Argument("every", 0.0)) - run.Time.GetElapsedTime(repetition.Started);
        await Delay.ForAsync(pause, run.Time, cancellationToken);
        run.Directions.Repeat(activity);
    }

    private sealed class Repetition
    {
        public int Played { get; set; }

        public long Started { get; set; }
    }
}
