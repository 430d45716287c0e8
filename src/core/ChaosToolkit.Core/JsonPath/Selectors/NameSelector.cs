using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Selectors;

/// <summary><c>.name</c>: the member of that name.</summary>
internal sealed record NameSelector(string Name) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        if (node is JsonObject members && members.TryGetPropertyValue(Name, out var value))
        {
            found.Add(value);
        }
    }
}
