using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Model;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.Guards;

/// <summary>Watches probes while the run goes on, and ends it when one is out of its tolerance or cannot be evaluated.</summary>
[Control(Module = "chaos.controls.safeguards")]
[PythonModule("chaosaddons.controls.safeguards")]
internal sealed class SafeguardsControl(ILogger logger) : IControl, IValidatedControl, IProbingControl, IDisposable
{
    private static readonly ControlArgument Frequency = ControlArgument.Seconds("frequency");

    private static readonly ControlArguments Known = new(
        "chaos.controls.safeguards",
        new ControlArgument("probes", "a list of probes", node => node.Kind == ValueKind.List) { IsRequired = true },
        Frequency,
        ControlArgument.Flag("interrupt_after_activity"),
        ControlArgument.Flag("interrupt_after_next_activity"));

    private CancellationTokenSource? watching;
    private (ControlLevel Level, JsonNode? Part) place;
    private (string Reason, JsonObject Facts)? pending;

    public void Dispose() => watching?.Dispose();

    public void Validate(DocumentNode control, ValidationContext context)
    {
        Known.Validate(control, context);
        foreach (var probe in WrittenIn(control))
        {
            if (ReasonAgainst(probe) is { } reason)
            {
                context.Report(ControlDiagnostics.NoGuard(probe, reason));
            }

            if (probe["frequency"] is { } frequency && !ActivityValidator.IsReference(frequency) && !Frequency.Fits(frequency))
            {
                context.Report(ControlDiagnostics.WrongArgument(frequency, Frequency.Name, Frequency.Wanted));
            }
        }
    }

    public IEnumerable<DocumentNode> ProbesOf(DocumentNode control) => WrittenIn(control).Where(probe => ReasonAgainst(probe) is null);

    private static IEnumerable<DocumentNode> WrittenIn(DocumentNode control) => control["provider"]?["arguments"]?["probes"]?.Items ?? [];

    private static string? ReasonAgainst(DocumentNode probe) =>
        probe.Kind != ValueKind.Object ? "this is none"
        : probe["ref"] is not null ? null
        : probe["provider"] is null ? "this has no 'provider'"
        : probe["tolerance"] is null ? "this has no 'tolerance'"
        : probe["type"]?.Text == "action" ? "this is an action"
        : null;

    public async ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        EndWhereItIsDue(context);
        if (watching is not null || context.Run is not { } run || run.Interruption.IsEnding)
        {
            return;
        }

        // It watches for as long as the part of the run goes on that it was declared for.
        place = (context.Level, context.Context);
        watching = new CancellationTokenSource();
        var guards = GuardsOf(context, run);
        if (run.Options.Dry is DryMode.Probes or DryMode.Activities)
        {
            logger.LogWarning("The guards are not checked, for probes are left out: {Names}", string.Join(", ", guards.Select(guard => $"'{guard.Name}'")));
            return;
        }

        foreach (var guard in guards.Where(guard => !guard.IsInBackground))
        {
            if (await guard.CheckAsync(run, cancellationToken) is { } breach)
            {
                Ending.Throw(context, "guard", breach.Reason, breach.FactsOf(guard));
            }
        }

        var isPatient = context.Argument("interrupt_after_activity", false) || context.Argument("interrupt_after_next_activity", false);
        foreach (var guard in guards.Where(guard => guard.IsInBackground || guard.Frequency is not null))
        {
            _ = WatchAsync(guard, isPatient, context, run, watching.Token);
        }
    }

    public async ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (watching is not null && place.Level == context.Level && ReferenceEquals(place.Part, context.Context))
        {
            await watching.CancelAsync();
            watching = null;
        }

        if (context.Level == ControlLevel.Activity)
        {
            EndWhereItIsDue(context);
        }
    }

    private void EndWhereItIsDue(ControlContext context)
    {
        // An activity in the background is no moment at which the run could end by itself.
        if (pending is { } breach && !(context.Level == ControlLevel.Activity && Ending.IsInBackground(context)))
        {
            pending = null;
            Ending.Throw(context, "guard", breach.Reason, breach.Facts);
        }
    }

    private async Task WatchAsync(Guard guard, bool isPatient, ControlContext context, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            var isFirst = guard.IsInBackground;
            while (isFirst || guard.Frequency is not null)
            {
                if (!isFirst)
                {
                    await Delay.ForAsync(guard.Frequency!.Value, run.Time, cancellationToken); // the loop looked
                }

                isFirst = false;
                if (await guard.CheckAsync(run, cancellationToken) is { } breach)
                {
                    End(guard, breach, isPatient, context);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What it watched over has ended.
        }
    }

    private void End(Guard guard, Breach breach, bool isPatient, ControlContext context)
    {
        if (!isPatient)
        {
            Ending.Request(context, "guard", breach.Reason, breach.FactsOf(guard));
        }
        else if (pending is null)
        {
            pending = (breach.Reason, breach.FactsOf(guard));
            logger.LogWarning("{Reason}. The run ends after the activity under way.", breach.Reason.TrimEnd('.'));
        }
    }

    private static List<Guard> GuardsOf(ControlContext context, RunContext run)
    {
        // As they are written: a probe replaces its references itself, each time.
        var written = ((context.Control["provider"] as JsonObject)?["arguments"] as JsonObject)?["probes"] as JsonArray ?? [];
        double? frequency = context.Argument("frequency", 0.0) is > 0 and var seconds ? seconds : null;
        return [.. written.OfType<JsonObject>().Select(declaration => Guard.Of(declaration, frequency, run))];
    }
}
