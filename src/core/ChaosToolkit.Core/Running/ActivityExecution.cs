using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>One activity on its way through a run: controls, pauses, its provider, its entry in the journal.</summary>
internal sealed class ActivityExecution(RunContext run, JsonObject declaration, RunSection section, int check, bool inBackground, int iteration = 0)
{
    private readonly JsonObject activity = ActivityReferences.Resolve(declaration, run.Experiment);
    private int? number;

    /// <summary>The activity, where the declaration only referred to it.</summary>
    public JsonObject Activity => activity;

    /// <summary>Whether a control had it left out.</summary>
    public bool IsBypassed { get; private set; }

    /// <summary>Its number in the run log; <see langword="null"/> while it has not started.</summary>
    public int? Number => number;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        var controls = run.Controls.Around(ControlLevel.Activity, activity, run);
        return controls.IsEmpty ? PlayAsync(cancellationToken) : PlayWithinAsync(controls, cancellationToken);
    }

    private async Task PlayWithinAsync(ControlScope controls, CancellationToken cancellationToken)
    {
        try
        {
            await controls.BeforeAsync(cancellationToken);
            await PlayAsync(cancellationToken);
        }
        finally
        {
            await controls.AfterAsync(number is { } started ? run.Log.EntryOf(started) : null, cancellationToken, number);
        }
    }

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        var name = PythonText.Of(activity["name"]);
        var type = Value.AsText(activity["type"]) ?? throw new ChaosException($"The activity '{name}' says in no 'type' whether it is a probe or an action.");
        var bypass = run.Directions.TakeBypass(activity);
        IsBypassed = bypass is not null;
        var isExempt = Value.AsBoolean(activity["dry"]) == false;
        var isLeftOut = IsBypassed || (!isExempt && run.Options.Dry switch
        {
            DryMode.Probes => type == "probe",
            DryMode.Actions => type == "action",
            DryMode.Activities => true,
            _ => false,
        });
        var skipsPauses = isLeftOut || (!isExempt && run.Options.Dry == DryMode.Pause);
        var pauses = Substitution.Apply(activity["pauses"], run.Configuration, run.Secrets) as JsonObject;

        await PauseAsync(pauses?["before"], "Pausing before next activity for {Seconds}s...", skipsPauses, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(run);
        var (undo, obstacle) = type == "action" && !isLeftOut ? await UndoDeclaration.OfAsync(activity, section, run, cancellationToken) : ([], null);
        int? intended = type == "action" && !isLeftOut ? run.Log.ActionIsIntended(section, name, undo) : null;
        run.Log.ThrowIfLostIn(section);
        Say(LogLevel.Information, $"{TitleOf(type)}: {name}{(Value.AsBoolean(activity["background"]) == true ? " [in background]" : "")}");

        var recorded = (JsonObject)activity.DeepClone();
        if (iteration > 0)
        {
            recorded[Directions.IterationMember] = iteration;
        }

        var started = run.Log.ActivityStarts(section, check, recorded, intended);
        number = started;
        run.Telemetry?.ActivityStarts(started, activity);
        if (bypass is not null)
        {
            run.Log.ActivityIsBypassed(started, bypass);
        }

        var isSuccess = false;
        await run.RaiseAsync("start_activity", ("activity", activity));
        await using var effect = isLeftOut ? null : EffectWatch.Of(run, activity, section);
        try
        {
            if (inBackground)
            {
                effect?.Start(started, cancellationToken);
            }

            if (obstacle is not null)
            {
                ExceptionDispatchInfo.Throw(obstacle); // what cannot be taken back is not done
            }

            var output = isLeftOut ? null : await ProviderCall.CallAsync(run, activity, inBackground, cancellationToken, isLasting: UndoDeclaration.IsLasting(activity, section, run));
            run.Log.ActivityEnds(started, true, output);
            run.Telemetry?.ActivityEnds(started, "succeeded", isToBeJudged: section == RunSection.Hypothesis || activity.ContainsKey("tolerance"));
            isSuccess = true;
            if (run.Logger.IsEnabled(LogLevel.Debug))
            {
                Say(LogLevel.Debug, output is null ? "  => succeeded without any result value" : PythonText.Between("  => succeeded with '", output, "'"));
            }
        }
        catch (ActivityFailedException failure)
        {
            run.Log.ActivityEnds(started, false, null, TraceOf(failure));
            run.Telemetry?.ActivityEnds(started, "failed", failure, isToBeJudged: section == RunSection.Hypothesis);
            run.Logger.LogError("  => failed: {Reason}", failure.Message);
        }
        catch (Exception exception)
        {
            run.Log.ActivityEnds(started, null);
            run.Telemetry?.ActivityEnds(started, "aborted", exception);
            throw;
        }
        finally
        {
            await run.RaiseAsync("activity_completed", ("activity", activity), ("run", run.Log.EntryOf(started)));
        }

        if (isSuccess && effect is not null)
        {
            effect.Start(started, cancellationToken);
            await effect.EndAsync();
        }

        await PauseAsync(pauses?["after"], "Pausing after activity for {Seconds}s...", skipsPauses, cancellationToken);
    }

    // The lines of every activity, whose outputs may be long: a template would copy them twice.
    private void Say(LogLevel level, string line) => run.Logger.Log(level, default, line, null, static (text, _) => text);

    private Task PauseAsync(JsonNode? pause, string message, bool isSkipped, CancellationToken cancellationToken) =>
        PythonComparison.IsTrue(pause) ? TakePauseAsync(pause, message, isSkipped, cancellationToken) : Task.CompletedTask;

    private async Task TakePauseAsync(JsonNode? pause, string message, bool isSkipped, CancellationToken cancellationToken)
    {
#pragma warning disable CA2254 // two messages, both constant
        run.Logger.LogInformation(message, PythonText.Of(pause));
#pragma warning restore CA2254
        if (isSkipped)
        {
            return;
        }

        var seconds = Value.AsDouble(pause) ?? throw new ChaosException($"A pause must be a number of seconds; {PythonText.Repr(pause)} is none.");
        if (!(seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds))
        {
            throw new ChaosException($"A pause must be a number of seconds from 0 on; {PythonText.Repr(pause)} is not.");
        }

        run.Log.Tell(time => new PauseStarted(time, seconds));
        await Delay.ForAsync(TimeSpan.FromSeconds(seconds), run, cancellationToken);
    }

    private static string TitleOf(string type) => type switch
    {
        "probe" => "Probe",
        "action" => "Action",
        "" => "",
        _ => char.ToUpperInvariant(type[0]) + type[1..].ToLowerInvariant(),
    };

    private static IReadOnlyList<string> TraceOf(ActivityFailedException failure) => failure.Trace ?? ExceptionLines.Of(failure);
}
