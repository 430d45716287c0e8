using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts;

/// <summary>One thing that speaks for a verdict. It holds real values; whoever writes it masks secrets.</summary>
/// <param name="What">What happened, in a sentence without its full stop.</param>
/// <param name="Where">Where it stands in the journal, as a JSON pointer.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Observed">What there was.</param>
public sealed record VerdictReason(string What, string Where, JsonNode? Expected, JsonNode? Observed)
{
    internal static VerdictReason Of(JsonObject reason) =>
        new(Value.AsText(reason["what"]) ?? "", Value.AsText(reason["where"]) ?? "", reason["expected"], reason["observed"]);

    internal JsonObject ToJson() => new()
    {
        ["what"] = What,
        ["where"] = Where,
        ["expected"] = ValueCopy.Of(Expected),
        ["observed"] = ValueCopy.Of(Observed),
    };
}
