using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Loading;

/// <summary>Writes YAML simply.</summary>
public static class YamlWriter
{
    /// <summary>The value as block YAML with sorted keys.</summary>
    public static string Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Append(text, value, 0, inList: false);
        return value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 } ? text.ToString() : text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, JsonNode? value, int indent, bool inList)
    {
        var first = inList;
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var (key, member) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    text.Append(' ', first ? 0 : indent).Append(key).Append(':');
                    first = false;
                    Nested(text, member, member is JsonArray ? indent : indent + 2);
                }

                break;
            case JsonArray { Count: > 0 } items:
                foreach (var item in items)
                {
                    text.Append(' ', first ? 0 : indent).Append("- ");
                    first = false;
                    Append(text, item, indent + 2, inList: true);
                    if (item is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
                    {
                        text.Append('\n');
                    }
                }

                break;
            case JsonObject:
                text.Append("{}");
                break;
            case JsonArray:
                text.Append("[]");
                break;
            default:
                text.Append(value is null ? "null" : Value.AsText(value) ?? JsonText.Of(value));
                break;
        }
    }

    private static void Nested(StringBuilder text, JsonNode? value, int indent)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            text.Append('\n');
            Append(text, value, indent, inList: false);
            return;
        }

        text.Append(' ');
        Append(text, value, indent, inList: false);
        text.Append('\n');
    }
}
