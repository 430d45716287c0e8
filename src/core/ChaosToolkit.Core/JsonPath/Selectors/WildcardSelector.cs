using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Selectors;

/// <summary><c>*</c>: all members of an object, all elements of a list.</summary>
internal sealed record WildcardSelector : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found) => found.AddRange(Children.Of(node));
}
