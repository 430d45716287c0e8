using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls;

/// <summary>How a built-in control ends the run: the journal says why, and who.</summary>
internal static class Ending
{
    /// <summary>Ends the run here and now, from a callback. A run that only takes back and rolls back any more goes on: nothing is gained by cutting that short.</summary>
    /// <exception cref="InterruptExecutionException">Always, unless the run is past its method.</exception>
    public static void Throw(ControlContext context, string kind, string reason, JsonObject? facts = null)
    {
        if (context.Run is null or { Interruption.IsEnding: true })
        {
            return;
        }

        Tell(context, kind, reason, facts);
        throw Interruption(context, reason);
    }

    /// <summary>What to throw from a callback so that the run ends there, also where the callback is around a background activity.</summary>
    public static InterruptExecutionException Interruption(ControlContext context, string reason)
    {
        if (context.Level == ControlLevel.Activity && IsInBackground(context))
        {
            // What is thrown around a background activity ends that alone.
            context.Run?.Interruption.RequestByGuard(reason);
        }

        return new InterruptExecutionException(reason);
    }

    /// <summary>Ends the run from beside it, cutting short what is under way.</summary>
    public static void Request(ControlContext context, string kind, string reason, JsonObject? facts = null)
    {
        if (context.Run is { } run && run.Interruption.RequestByGuard(reason))
        {
            Tell(context, kind, reason, facts);
        }
    }

    public static bool IsInBackground(ControlContext context) => PythonComparison.IsTrue((context.Context as JsonObject)?["background"]);

    private static void Tell(ControlContext context, string kind, string reason, JsonObject? facts)
    {
        var all = facts ?? [];
        all["reason"] = reason;
        all["ends_run"] = true;
        context.Run?.Log.ControlTells(ControlSet.NameOf(context.Control), kind, all);
    }
}
