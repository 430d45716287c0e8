using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>The hypothesis once more, when undo and rollbacks are done: does the system stand as it stood?</summary>
internal static class Restoration
{
    /// <summary>What asks for it in <c>runtime.restoration</c>.</summary>
    public const string Verify = "verify";

    /// <summary>Whether the options, the experiment or the settings (<c>runtime.restoration: verify</c>) ask for it.</summary>
    public static bool IsAskedFor(JsonObject experiment, JsonObject? settings, RunOptions options) =>
        options.VerifiesRestoration || Asks(experiment) || (settings is not null && Asks(settings));

    public static async Task VerifyAsync(RunContext run)
    {
        run.Interruption.EnterNextPart();
        try
        {
            var check = new HypothesisCheck(run, HypothesisMoment.Restoration);
            if (await check.RunAsync(run.Interruption.Token) is { } state && HypothesisOutcome.IsUnmet(state))
            {
                LogDetails.Write(
                    run.Logger, LogLevel.Warning, $"The system is not restored: probe '{HypothesisOutcome.LastProbeOf(state)}' is not in the given tolerance", check.Explanation);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            run.Logger.LogWarning(exception, "Whether the system is restored could not be verified: {Reason}", exception.Message);
        }
    }

    private static bool Asks(JsonObject holder) => Value.AsText((holder["runtime"] as JsonObject)?["restoration"]) == Verify;
}
