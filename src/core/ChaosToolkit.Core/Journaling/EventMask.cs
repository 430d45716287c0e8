using System.Text.Json.Nodes;
using ChaosToolkit.Secrets;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>Masks secrets in an event before it is written, as they are masked in the journal: in what activities gave, not in what the author wrote.</summary>
internal static class EventMask
{
    public static RunLogEvent Apply(SecretMask mask, RunLogEvent moment) => moment switch
    {
        RunStarted start => start with { Experiment = OfDocument(mask, start.Experiment) },
        ActivityStarted start => start with { Declaration = OfDocument(mask, start.Declaration) },
        UndoStarted start => start with { Declaration = OfDocument(mask, start.Declaration) },
        ActivityEnded end => end with { Output = mask.Apply(end.Output), Exception = OfLines(mask, end.Exception) },
        ToleranceChecked check => check with { Explanation = mask.Apply(check.Explanation) as JsonObject },
        EffectChecked check => check with { Output = mask.Apply(check.Output) },
        ControlTold told => told with { Facts = mask.Apply(told.Facts) as JsonObject ?? told.Facts },
        ControlsChanged change => change with { Patch = [.. change.Patch.Select(operation => OfOperation(mask, operation))] },
        _ => moment, // what takes an action back refers to secrets, and holds none
    };

    private static JsonObject OfDocument(SecretMask mask, JsonObject document) => mask.ApplyToDocument(document) as JsonObject ?? document;

    private static IReadOnlyList<string>? OfLines(SecretMask mask, IReadOnlyList<string>? lines) =>
        lines is null ? null : [.. ((JsonArray?)mask.Apply(new JsonArray([.. lines.Select(line => (JsonNode)line)])) ?? []).Select(line => Value.AsText(line) ?? "")];

    private static JsonNode? OfOperation(SecretMask mask, JsonNode? operation)
    {
        if (operation is not JsonObject members)
        {
            return ValueCopy.Of(operation);
        }

        var isOfDocument = Value.AsText(members["path"])?.StartsWith("/journal/experiment", StringComparison.Ordinal) == true;
        var copy = (JsonObject)ValueCopy.Of(members)!; // of an object
        if (copy.ContainsKey("value"))
        {
            copy["value"] = ValueCopy.Of(isOfDocument ? mask.ApplyToDocument(members["value"]) : mask.Apply(members["value"]));
        }

        return copy;
    }
}
