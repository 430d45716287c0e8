using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Selectors;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary><c>[$.b]</c>: the elements and members whose index or key another path matches; <c>@</c> is the value that is looked into.</summary>
internal sealed record PathSelector(PathNode Path) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        foreach (var key in Path.Select(evaluation, node))
        {
            if (WholeNumber.Of(key) is { } index)
            {
                new IndexSelector(index).Select(evaluation, node, found);
            }
            else if (Value.AsText(key) is { } name)
            {
                new NameSelector(name).Select(evaluation, node, found);
            }
        }
    }
}
