using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Looks whether an action had its <c>effect</c>: asks the probe again and again until its tolerance is met, or for as long as it may take.</summary>
/// <remarks>An action in the foreground is followed by it, so that what comes next finds the fault in place; one in the background goes on beside it.</remarks>
internal sealed class EffectWatch : IAsyncDisposable
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource end = new();
    private readonly RunContext run;
    private readonly JsonObject effect;
    private readonly string action;
    private Task? polling;

    private EffectWatch(RunContext run, JsonObject effect, string action)
    {
        this.run = run;
        this.effect = effect;
        this.action = action;
    }

    /// <summary>The watch for an action of the method that declares an effect; <see langword="null"/> for other activities, and where probes are only rehearsed.</summary>
    public static EffectWatch? Of(RunContext run, JsonObject activity, RunSection section) =>
        section == RunSection.Method && activity["effect"] is JsonObject effect && Value.AsText(activity["type"]) == "action"
        && run.Options.Dry is not (DryMode.Probes or DryMode.Activities)
            ? new EffectWatch(run, effect, PythonText.Of(activity["name"]))
            : null;

    /// <summary>Begins to ask.</summary>
    /// <param name="activity">The number of the action in the run log.</param>
    /// <param name="cancellationToken">Cancelled when the run is to end.</param>
    public void Start(int activity, CancellationToken cancellationToken) => polling ??= PollAsync(activity, cancellationToken);

    /// <summary>Waits until it was seen, or took too long.</summary>
    /// <exception cref="RunInterruptedException">The run was asked to end.</exception>
    public Task EndAsync() => polling ?? Task.CompletedTask;

    /// <summary>Ends it where it still goes on: the action was no success.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await (polling ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        end.Dispose();
    }

    private async Task PollAsync(int activity, CancellationToken cancellationToken)
    {
        var (pause, most) = (TimeOf("every", DefaultPause), TimeOf("within", DefaultLimit));
        using var limit = new CancellationTokenSource(most, run.Time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end.Token, cancellationToken);
        var (isMet, attempts) = (false, 0);
        JsonNode? output = null;
        try
        {
            while (!isMet)
            {
                attempts++;
                (isMet, output) = await AskAsync(any.Token);
                if (!isMet)
                {
                    await Delay.ForAsync(pause, run.Time, any.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or RunInterruptedException && any.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested(run);
            if (!end.IsCancellationRequested)
            {
                run.Logger.LogWarning("The effect of '{Action}' was not seen within {Seconds} seconds", action, PythonText.OfFloat(most.TotalSeconds));
            }
        }
        finally
        {
            run.Log.EffectIsChecked(activity, isMet, attempts, output);
        }
    }

    private async Task<(bool IsMet, JsonNode? Output)> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var output = await ProviderCall.CallAsync(run, effect, inBackground: false, cancellationToken);
            var result = await ToleranceJudgement.OfAsync(run, effect["tolerance"], output, cancellationToken);
            return (result.IsMet, output);
        }
        catch (ChaosException exception) when (exception is not (InterruptExecutionException or ExitRequestedException))
        {
            run.Logger.LogDebug(exception, "The effect of '{Action}' could not be looked at: {Reason}", action, exception.Message);
            return (false, null);
        }
    }

    private TimeSpan TimeOf(string member, TimeSpan otherwise) =>
        Value.AsDouble(Substitution.Apply(effect[member], run.Configuration, run.Secrets)) is { } seconds and > 0 and < 4_000_000
            ? TimeSpan.FromSeconds(Math.Max(seconds, 0.001))
            : otherwise;
}
