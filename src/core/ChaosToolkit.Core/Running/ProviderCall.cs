using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Hands an activity to its provider, within the activity's time-out, and goes on without a provider that does not end when it should.</summary>
internal static class ProviderCall
{
    /// <exception cref="ActivityFailedException">The activity failed, or took too long.</exception>
    /// <exception cref="RunInterruptedException">The run was asked to end.</exception>
    public static Task<JsonNode?> CallAsync(
        RunContext run, JsonObject activity, bool inBackground, CancellationToken cancellationToken, JsonObject? extraArguments = null, bool isLasting = false)
    {
        if (activity["provider"] is not JsonObject definition)
        {
            throw new ChaosException($"The activity '{NameOf(activity)}' has no provider.");
        }

        var type = PythonText.Of(definition["type"]);
        var provider = run.Providers.Find(type) ?? throw new ChaosException($"There is no provider '{type}', which the activity '{NameOf(activity)}' asks for.");
        var call = new ActivityCall(activity, definition, run.Configuration, run.Secrets, inBackground) { ExtraArguments = extraArguments, IsLasting = isLasting };

        // Whatever becomes of us by it, all that came before has been told; for a probe the run log is enough.
        run.Log.Flush();
        if (Value.AsText(activity["type"]) != "probe")
        {
            run.FlushLogs();
        }

        return AskAsync(run, activity, provider, token => provider.ExecuteAsync(call, token), cancellationToken);
    }

    /// <summary>Asks a provider for something about an activity, guarded in the same way.</summary>
    /// <param name="run">The run.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="provider">Its provider.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="cancellationToken">Cancelled when the run is to end.</param>
    /// <exception cref="ActivityFailedException">It failed, or took too long.</exception>
    /// <exception cref="RunInterruptedException">The run was asked to end.</exception>
    public static async Task<T> AskAsync<T>(RunContext run, JsonObject activity, IProvider provider, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var timeout = TimeoutOf(activity, run);
        using var limit = timeout is { } time ? new CancellationTokenSource(time, run.Time) : null;
        using var both = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var token = both?.Token ?? cancellationToken;

        // The provider hears of its end from a source of its own: what it does when it hears of it must not hold up the run.
        var end = new CancellationTokenSource();

        // On the pool: a provider that blocks before its first await must not hold up the run's other activities.
        var task = provider.MayBlock ? Task.Run(() => ask(end.Token), CancellationToken.None) : ask(end.Token);
        if (task.IsCompleted)
        {
            // It waited for nobody: in a row of such, nobody else would have a turn.
            await OneAtATimeScheduler.GiveWayAsync();
        }

        try
        {
            return await task.WaitAsync(token);
        }
        catch (OperationCanceledException canceled)
        {
            if (!token.IsCancellationRequested)
            {
                throw new ActivityFailedException($"The activity '{NameOf(activity)}' was cancelled by its provider: {canceled.Message}", canceled);
            }

            _ = end.CancelAsync();
            if (!await Turn.EndsAsync(task, run.Time))
            {
                run.Logger.LogDebug("The provider of '{Activity}' did not end when it was asked to; the run goes on without it.", NameOf(activity));
            }

            cancellationToken.ThrowIfCancellationRequested(run);
            throw new ActivityFailedException($"The activity took longer than its time-out of {TimeLimit.Describe(timeout ?? TimeSpan.Zero)} and was ended.");
        }
    }

    private static string NameOf(JsonObject activity) => PythonText.Of(activity["name"]);

    private static TimeSpan? TimeoutOf(JsonObject activity, RunContext run)
    {
        if (!activity.TryGetPropertyValue("timeout", out var written) || written is null)
        {
            return null;
        }

        var seconds = Value.AsDouble(Substitution.Apply(written, run.Configuration, run.Secrets));
        return seconds is > 0 and < 4_000_000
            ? TimeSpan.FromSeconds(seconds.Value)
            : throw new ChaosException($"The 'timeout' of an activity must be a number of seconds over 0; {PythonText.Repr(written)} is not.");
    }
}
