using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Loading;

/// <summary>Writes values as block YAML in PyYAML's layout: keys sorted where wanted, list items not indented under their key, quotes where a text would be read as something else.</summary>
/// <remarks>Long texts are not folded, and text beyond ASCII stays as it is.</remarks>
public static class YamlWriter
{
    /// <summary>The value as YAML that <see cref="YamlDocumentReader"/> reads back as the same value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="sorted">Whether keys are sorted. The default is true; otherwise they keep their order.</param>
    public static string Write(JsonNode? node, bool sorted = true)
    {
        var output = new StringBuilder();
        if (IsCollection(node))
        {
            WriteCollection(output, node!, 0, sorted); // a collection is not null
            return output.ToString();
        }

        var text = ScalarOf(node, 2);
        output.Append(text).Append('\n');
        return text[0] is '\'' or '"' or '[' or '{' or '!' ? output.ToString() : output.Append("...\n").ToString();
    }

    private static bool IsCollection(JsonNode? node) => node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 };

    /// <summary>Writes a collection; the output stands where its first line begins.</summary>
    private static void WriteCollection(StringBuilder output, JsonNode node, int indent, bool sorted)
    {
        var isFirst = true;
        foreach (var item in (node as JsonArray)?.AsEnumerable() ?? [])
        {
            output.Append(' ', isFirst ? 0 : indent).Append('-');
            isFirst = false;
            WriteItem(output, item, indent, sorted);
        }

        var members = (node as JsonObject)?.ToList() ?? [];
        if (sorted)
        {
            members.Sort((left, right) => PythonComparison.CompareText(left.Key, right.Key));
        }

        foreach (var (key, value) in members)
        {
            output.Append(' ', isFirst ? 0 : indent);
            isFirst = false;
            WriteMember(output, key, value, indent, sorted);
        }
    }

    private static void WriteItem(StringBuilder output, JsonNode? item, int indent, bool sorted)
    {
        output.Append(' ');
        if (IsCollection(item))
        {
            WriteCollection(output, item!, indent + 2, sorted); // a collection is not null
        }
        else
        {
            output.Append(ScalarOf(item, indent + 2)).Append('\n');
        }
    }

    private static void WriteMember(StringBuilder output, string key, JsonNode? value, int indent, bool sorted)
    {
        if (key.Length is 0 or >= 128 || key.AsSpan().IndexOfAny("\n\x85\u2028\u2029") >= 0)
        {
            output.Append("? ").Append(YamlText.Of(key, indent + 2, isKey: false)).Append('\n').Append(' ', indent).Append(':');
            WriteItem(output, value, indent, sorted);
            return;
        }

        output.Append(YamlText.Of(key, indent, isKey: true)).Append(':');
        if (!IsCollection(value))
        {
            WriteItem(output, value, indent, sorted);
            return;
        }

        var inner = value is JsonArray ? indent : indent + 2;
        output.Append('\n').Append(' ', inner);
        WriteCollection(output, value!, inner, sorted); // a collection is not null
    }

    private static string ScalarOf(JsonNode? node, int indent) => Value.KindOf(node) switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => Value.AsBoolean(node) == true ? "true" : "false",
        ValueKind.Integer => Value.AsInteger(node).ToString(CultureInfo.InvariantCulture),
        ValueKind.Float => FloatOf(Value.AsDouble(node) ?? 0),
        ValueKind.Bytes => BytesOf(Value.AsBytes(node) ?? [], indent),
        ValueKind.List => "[]",
        ValueKind.Object => "{}",
        _ => YamlText.Of(Value.AsText(node) ?? "", indent, isKey: false),
    };

    private static string FloatOf(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? ".nan" : number > 0 ? ".inf" : "-.inf";
        }

        var text = PythonText.OfFloat(number);
        return text.Contains('.') ? text : text.Replace("e", ".0e", StringComparison.Ordinal); // YAML 1.1 needs the point
    }

    private static string BytesOf(byte[] bytes, int indent)
    {
        var output = new StringBuilder("!!binary |");
        foreach (var line in bytes.Chunk(57))
        {
            output.Append('\n').Append(' ', indent).Append(Convert.ToBase64String(line));
        }

        return output.ToString();
    }
}
