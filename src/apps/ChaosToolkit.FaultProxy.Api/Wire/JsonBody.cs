using System.Text.Json;

namespace ChaosToolkit.Wire;

/// <summary>A request's body as Go's decoder takes it: only the first value counts, keys match in any case, null means not given.</summary>
internal static class JsonBody
{
    private const int Deepest = 1000;

    /// <summary>The first value of a body.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            // With a line end behind it, a number at the end is known to be over.
            ReadOnlySpan<byte> terminated = [.. body, (byte)'\n'];
            var reader = new Utf8JsonReader(terminated, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = Deepest }));
            if (JsonDocument.TryParseValue(ref reader, out var document))
            {
                return document.RootElement;
            }
        }
        catch (JsonException error)
        {
            throw ApiException.BadBody($"invalid JSON: {error.Message}");
        }

        throw ApiException.BadBody(body.Trim(" \t\r\n"u8).IsEmpty ? "EOF" : "unexpected EOF");
    }

    /// <summary>A member of an object in any case, the last one where it stands twice; <see langword="null"/> when it is not given.</summary>
    public static JsonElement? Member(JsonElement value, string name)
    {
        JsonElement? found = null;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (NameOf(member) is { } given && given.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind != JsonValueKind.Null)
                {
                    found = member.Value;
                }
            }
        }

        return found;
    }

    /// <summary>An object, or null in its place.</summary>
    /// <exception cref="ApiException">It is something else.</exception>
    public static JsonElement Object(JsonElement value, string type) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Null ? value : throw Wrong(value, $"Go value of type {type}");

    /// <summary>A text, or null when it is not given.</summary>
    public static string? Text(JsonElement value, string owner, string name) => Member(value, name) is not { } member
        ? null
        : member.ValueKind == JsonValueKind.String ? TextOf(member) : throw WrongField(member, owner, name, "string");

    /// <summary>A truth, or null when it is not given.</summary>
    public static bool? Truth(JsonElement value, string owner, string name) => Member(value, name) is not { } member
        ? null
        : member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean() : throw WrongField(member, owner, name, "bool");

    /// <summary>A number, or null when it is not given.</summary>
    public static double? Number(JsonElement value, string owner, string name, string type) => Member(value, name) is not { } member
        ? null
        : member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var number) && float.IsFinite((float)number) ? number : throw WrongField(member, owner, name, type);

    /// <summary>A list, or null when it is not given.</summary>
    public static JsonElement? List(JsonElement value, string owner, string name, string type) => Member(value, name) is not { } member
        ? null
        : member.ValueKind == JsonValueKind.Array ? member : throw WrongField(member, owner, name, type);

    public static ApiException WrongField(JsonElement value, string owner, string name, string type) => Wrong(value, $"Go struct field {owner}.{name} of type {type}");

    public static ApiException Wrong(JsonElement value, string target) => ApiException.BadBody($"json: cannot unmarshal {Kind(value)} into {target}");

    /// <summary>The name of a member; <see langword="null"/> where it is no text.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair: no name of ours
        }
    }

    /// <summary>The text of a string.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!; // a string, as its kind says
        }
        catch (InvalidOperationException)
        {
            throw ApiException.BadBody("invalid UTF-8 in string");
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => $"number {value.GetRawText()}",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
