using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>A value as JSON of which there is one form only: keys in the order of their code units, no white space, nothing escaped but what must be.</summary>
internal static class CanonicalJson
{
    public static string Of(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static void Write(JsonNode? value, StringBuilder text)
    {
        switch (value)
        {
            case JsonObject members:
                text.Append('{');
                foreach (var (key, member) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    Separate(text, '{');
                    Write(key, text);
                    text.Append(':');
                    Write(member, text);
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                foreach (var item in items)
                {
                    Separate(text, '[');
                    Write(item, text);
                }

                text.Append(']');
                break;
            default:
                if (Value.AsText(value) is { } one)
                {
                    Write(one, text);
                }
                else
                {
                    text.Append(JsonText.Of(value));
                }

                break;
        }
    }

    private static void Separate(StringBuilder text, char opening)
    {
        if (text[^1] != opening)
        {
            text.Append(',');
        }
    }

    private static void Write(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
