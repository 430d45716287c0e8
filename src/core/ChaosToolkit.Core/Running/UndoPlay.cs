using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Takes back what the run did, last in first out: each in a time of its own, going on past failures, and not ended by one signal.</summary>
/// <param name="run">The run.</param>
/// <param name="reasonAgainst">Why something cannot be played, where a recovery has not all that it needs; <see langword="null"/> when it can be.</param>
internal sealed class UndoPlay(RunContext run, Func<OpenUndo, string?>? reasonAgainst = null)
{
    /// <summary>How long what takes an action back may take where it does not say so itself. In seconds.</summary>
    private const int DefaultTimeout = 60;

    public async Task PlayAsync()
    {
        var open = run.Log.OpenUndo;
        if (open.Count == 0)
        {
            return;
        }

        if (run.Options.KeepsFaults)
        {
            run.Logger.LogWarning("Undo was explicitly requested to not be played. Left in place: {Names}", NamesOf(open));
            return;
        }

        // What cut the method short must not cut this.
        run.Interruption.EnterNextPart();
        run.Log.PartStarts(RunSection.Undo);
        using var span = run.Telemetry?.PartStarts("undo");
        await using var first = run.Interruption.Token.Register(
            () => run.Logger.LogWarning("Received an exit signal. What was done is still taken back; a second signal ends that too."));
        var token = run.Interruption.InsistenceToken;
        foreach (var undo in open)
        {
            if (token.IsCancellationRequested)
            {
                // Journal and verdict must tell of what nobody began to take back, as of what was cut short.
                run.Log.ActivityEnds(run.Log.UndoStarts(undo), null);
                continue;
            }

            await PlayAsync(undo, token);
        }

        if (run.Interruption.Token.IsCancellationRequested)
        {
            run.Log.StatusBecomes(JournalStatus.Interrupted);
        }

        if (run.Log.OpenUndo is { Count: > 0 } left)
        {
            run.Logger.LogError("Not taken back: {Names}", NamesOf(left));
        }
    }

    private async Task PlayAsync(OpenUndo undo, CancellationToken token)
    {
        run.Logger.LogInformation("Undo: {Name}", undo.Name);
        var number = run.Log.UndoStarts(undo);
        run.Telemetry?.ActivityStarts(number, undo.Activity);
        try
        {
            if (reasonAgainst?.Invoke(undo) is { } obstacle)
            {
                throw new ActivityFailedException(obstacle);
            }

            var activity = (JsonObject)undo.Activity.DeepClone();
            activity["timeout"] ??= DefaultTimeout;
            var output = await ProviderCall.CallAsync(run, activity, inBackground: false, token, isLasting: true);
            var reason = FailureIn(undo.Activity, output);
            run.Log.ActivityEnds(number, reason is null, output, reason is null ? null : [reason + "\n"]);
            run.Telemetry?.ActivityEnds(number, reason is null ? "succeeded" : "failed", reason is null ? null : new ActivityFailedException(reason));
            if (reason is not null)
            {
                run.Logger.LogError("  => failed: {Reason}", reason);
            }
        }
        catch (RunInterruptedException)
        {
            run.Log.ActivityEnds(number, null);
            run.Telemetry?.ActivityEnds(number, "aborted");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever it is, what is left must be taken back.
            run.Log.ActivityEnds(number, false, null, (exception as ActivityFailedException)?.Trace ?? ExceptionLines.Of(exception));
            run.Telemetry?.ActivityEnds(number, "failed", exception);
            run.Logger.LogError("  => failed: {Reason}", exception.Message);
        }
    }

    // To an activity of the method such an outcome is data; here it says that the fault is still there.
    private static string? FailureIn(JsonObject activity, JsonNode? output)
    {
        if (output is not JsonObject members || !members.TryGetPropertyValue("status", out var value) || Value.AsDouble(value) is not { } status)
        {
            return null;
        }

        return Value.AsText((activity["provider"] as JsonObject)?["type"]) switch
        {
            "process" when status != 0 => $"The process ended with status {PythonText.Of(value)}.",
            "http" when status > 399 => $"The answer had status {PythonText.Of(value)}.",
            _ => null,
        };
    }

    private static string NamesOf(IEnumerable<OpenUndo> open) => string.Join(", ", open.Select(undo => $"'{undo.Name}'"));
}
