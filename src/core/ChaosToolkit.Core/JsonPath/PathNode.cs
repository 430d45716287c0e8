using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath;

/// <summary>A path, whole or within a filter: where it starts, and the steps from there.</summary>
/// <param name="IsAbsolute">Whether it starts at the document (<c>$</c>), not at the current value (<c>@</c>).</param>
/// <param name="Segments">The steps.</param>
internal sealed record PathNode(bool IsAbsolute, IReadOnlyList<Segment> Segments)
{
    /// <summary>Whether it matches one value at most, whatever the document: names and single indexes only.</summary>
    public bool IsSingular { get; } = Segments.All(segment => segment.IsSingular);

    /// <summary>Whether a filter stands in it, at any depth.</summary>
    public bool HasFilter { get; init; }

    public List<JsonNode?> Select(Evaluation evaluation, JsonNode? current)
    {
        List<JsonNode?> nodes = [IsAbsolute ? evaluation.Root : current];
        foreach (var segment in Segments)
        {
            var next = new List<JsonNode?>();
            foreach (var node in nodes)
            {
                segment.Select(evaluation, node, next);
            }

            nodes = next;
        }

        return nodes;
    }
}
