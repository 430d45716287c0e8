using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Jsonpath2.Functions;

/// <summary><c>values()</c>: one list of an object's values; a list is that already.</summary>
[Function("values")]
internal sealed class ValuesFunction : IFunction
{
    public void Call(JsonNode? node, IReadOnlyList<JsonNode?> arguments, List<JsonNode?> found)
    {
        if (arguments.Count > 0)
        {
            return;
        }

        if (node is JsonObject members)
        {
            found.Add(new JsonArray([.. members.Select(member => member.Value?.DeepClone())]));
        }
        else if (node is JsonArray)
        {
            found.Add(node);
        }
    }
}
