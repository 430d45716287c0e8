using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Http;

/// <summary>JSON that somebody sent, as Python's json reads it: of two equal keys the last counts, numbers keep their kind.</summary>
internal static class ResponseJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.MaxDepth };

    public static bool TryParse(ReadOnlySpan<byte> bytes, out JsonNode? value)
    {
        value = null;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Options);
            value = Build(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // half a surrogate pair is found late
        }
    }

    private static JsonNode? Build(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = Build(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Build)]);
            case JsonValueKind.String:
                return Value.Text(element.GetString() ?? "");
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) && !element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? JsonValue.Create(whole) : JsonValue.Create(element.Clone());
            default:
                return null;
        }
    }
}
