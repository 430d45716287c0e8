using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Selectors;

/// <summary>What stands directly in a value.</summary>
internal static class Children
{
    public static IEnumerable<JsonNode?> Of(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => member.Value),
        JsonArray items => items,
        _ => [],
    };
}
