using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2.Functions;

/// <summary><c>entries()</c>: one list of pairs, an object's keys or a list's indexes with their values.</summary>
[Function("entries")]
internal sealed class EntriesFunction : IFunction
{
    public void Call(JsonNode? node, IReadOnlyList<JsonNode?> arguments, List<JsonNode?> found)
    {
        if (arguments.Count > 0)
        {
            return;
        }

        if (node is JsonObject members)
        {
            found.Add(new JsonArray([.. members.Select(member => new JsonArray(Value.Text(member.Key), member.Value?.DeepClone()))]));
        }
        else if (node is JsonArray items)
        {
            found.Add(new JsonArray([.. items.Select((item, index) => new JsonArray(Value.Integer(index), item?.DeepClone()))]));
        }
    }
}
