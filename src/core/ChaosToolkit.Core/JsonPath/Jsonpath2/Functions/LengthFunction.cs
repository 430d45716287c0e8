using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2.Functions;

/// <summary><c>length()</c>: the elements of a list, the characters of a text. An object has none.</summary>
[Function("length")]
internal sealed class LengthFunction : IFunction
{
    public void Call(JsonNode? node, IReadOnlyList<JsonNode?> arguments, List<JsonNode?> found)
    {
        if (arguments.Count > 0)
        {
            return;
        }

        if (node is JsonArray items)
        {
            found.Add(items.Count);
        }
        else if (Value.AsText(node) is { } text)
        {
            found.Add(CodePoints.CountOf(text));
        }
    }
}
