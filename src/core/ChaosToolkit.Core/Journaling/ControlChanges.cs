using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>
/// Finds what controls change in live documents: beside the live journal goes one that is made of the log's events alone, as a reader makes it, and what differs is
/// what they changed.
/// </summary>
/// <param name="live">The state of the run that goes on.</param>
/// <param name="configuration">The live configuration.</param>
/// <param name="withheld">The entries of it that the log must not hold.</param>
/// <param name="isFollowing">Whether anybody is there who may change the journal: otherwise it is not made twice.</param>
internal sealed class ControlChanges(RunState live, JsonObject configuration, IReadOnlyCollection<string> withheld, bool isFollowing)
{
    // What one call of a control may cost on average: the whole journal is compared so often that this holds, however long it is.
    private const int ValuesPerCall = 256;

    private readonly RunState recorded = new();
    private int credit;
    private int lastCost;

    /// <summary>An event was logged.</summary>
    public void Follow(RunLogEvent moment)
    {
        if (isFollowing)
        {
            recorded.Apply(ValueOf(moment));
        }
    }

    /// <summary>The changes since the last time; empty when there are none.</summary>
    /// <param name="activity">The activity whose controls were called; <see langword="null"/> for others.</param>
    /// <param name="isThorough">Whether everything is compared, whatever it costs.</param>
    public JsonArray Find(int? activity, bool isThorough)
    {
        var operations = FindInConfiguration();
        if (!isFollowing)
        {
            return operations;
        }

        credit += ValuesPerCall;
        if (isThorough || credit >= lastCost)
        {
            lastCost = JsonDifference.Collect(recorded.Builder.Journal, live.Builder.Journal, "/journal", operations);
            credit = 0;
            foreach (var check in live.Builder.PendingChecks)
            {
                JsonDifference.Collect(recorded.Builder.StateOf(check), live.Builder.StateOf(check), $"/checks/{check}", operations);
            }
        }
        else if (activity is { } number)
        {
            JsonDifference.Collect(recorded.Builder.EntryOf(number), live.Builder.EntryOf(number), $"/entries/{number}", operations);
        }

        return operations;
    }

    /// <summary>The changes of the configuration alone.</summary>
    public JsonArray FindInConfiguration()
    {
        var operations = new JsonArray();
        var shown = withheld.Count == 0 ? configuration
            : new JsonObject([.. configuration.Where(entry => !withheld.Contains(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, ValueCopy.Of(entry.Value)))]);
        JsonDifference.Collect(live.Configuration, shown, "/configuration", operations);
        return operations;
    }

    // The event as a reader of the log gets it: nothing of it is shared with the live documents.
    private static RunLogEvent ValueOf(RunLogEvent moment)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = RunLogJson.NewWriter(buffer);
        RunLogJson.Write(writer, moment);
        writer.Flush();
        return RunLogJson.Read(buffer.WrittenSpan);
    }
}
