using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Regexes;

namespace ChaosToolkit.JsonPath;

/// <summary>One use of a path on a document.</summary>
internal sealed class Evaluation(JsonNode? root)
{
    public JsonNode? Root { get; } = root;

    /// <summary>The patterns met so far; one document may be matched by one pattern very often.</summary>
    public PatternCache Patterns { get; } = new();
}
