using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2.Functions;

/// <summary><c>keys()</c>: one list of an object's keys, or of a list's indexes.</summary>
[Function("keys")]
internal sealed class KeysFunction : IFunction
{
    public void Call(JsonNode? node, IReadOnlyList<JsonNode?> arguments, List<JsonNode?> found)
    {
        if (arguments.Count > 0)
        {
            return;
        }

        if (node is JsonObject members)
        {
            found.Add(new JsonArray([.. members.Select(member => Value.Text(member.Key))]));
        }
        else if (node is JsonArray items)
        {
            found.Add(new JsonArray([.. Enumerable.Range(0, items.Count).Select(index => Value.Integer(index))]));
        }
    }
}
