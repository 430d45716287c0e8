using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Values;

/// <summary>Reads JSON that came as a value (a variable, an answer, a tolerance's target): no places, and of two equal keys the last, as in Python.</summary>
internal static class ParsedJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.MaxDepth };

    /// <summary>Reads a text; false when it is not JSON.</summary>
    public static bool TryParse(string text, out JsonNode? node)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            node = NodeOf(document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }

    private static JsonNode? NodeOf(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    members[property.Name] = NodeOf(property.Value);
                }

                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(NodeOf(item));
                }

                return items;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            default:
                return JsonValue.Create(element.Clone()); // keeps the number's text, so a float stays one
        }
    }
}
