using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>
/// Values on the wire: JSON, with marks for what JSON has no word for. An object whose one key begins with U+0000 is a mark: <c>\0f</c> a float that is not finite, <c>\0b</c>
/// bytes, <c>\0d</c> a document or a part of one. A real key that begins with U+0000 is written with one more.
/// </summary>
internal static class Wire
{
    internal const string FloatMark = "\0f";
    internal const string BytesMark = "\0b";
    internal const string DocumentMark = "\0d";

    /// <summary>A result stands some levels below the root of the journal, which has its own limit.</summary>
    internal static readonly JsonDocumentOptions Reading = new() { MaxDepth = JsonText.MaxDepth / 2 };

    internal static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * JsonText.MaxDepth, SkipValidation = true };

    /// <summary>Writes a value; <paramref name="reference"/> may write something else in the place of an object or a list, and says whether it did.</summary>
    internal static void Write(Utf8JsonWriter writer, JsonNode? node, Func<JsonNode, bool>? reference = null)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                return;
            case JsonObject members:
                writer.WriteStartObject();
                for (var i = 0; i < members.Count; i++)
                {
                    var (key, value) = members.GetAt(i);
                    writer.WritePropertyName(key.StartsWith('\0') ? "\0" + key : key);
                    WriteBelow(writer, value, reference);
                }

                writer.WriteEndObject();
                return;
            case JsonArray items:
                writer.WriteStartArray();
                for (var i = 0; i < items.Count; i++)
                {
                    WriteBelow(writer, items[i], reference);
                }

                writer.WriteEndArray();
                return;
        }

        switch (Value.KindOf(node))
        {
            case ValueKind.Float:
                WriteFloat(writer, Value.AsDouble(node) ?? 0);
                break;
            case ValueKind.Bytes:
                writer.WriteStartObject();
                writer.WriteBase64String(BytesMark, Value.AsBytes(node));
                writer.WriteEndObject();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    /// <summary>The value that was read; <paramref name="resolve"/> says what a mark of a document stands for. Of two members with one name the last counts.</summary>
    internal static JsonNode? Read(JsonElement element, Func<JsonElement, JsonNode?>? resolve = null)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return ReadObject(element, resolve);
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(Read(item, resolve));
                }

                return items;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }

    private static JsonNode? ReadObject(JsonElement element, Func<JsonElement, JsonNode?>? resolve)
    {
        var members = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            var name = member.Name;
            if (name.StartsWith('\0'))
            {
                switch (name)
                {
                    case FloatMark:
                        var text = member.Value.GetString();
                        return Value.Float(text == "nan" ? double.NaN : text == "inf" ? double.PositiveInfinity : double.NegativeInfinity);
                    case BytesMark:
                        return Value.Bytes(member.Value.GetBytesFromBase64());
                    case DocumentMark when resolve is not null:
                        return resolve(member.Value);
                }

                name = name[1..];
            }

            members[name] = Read(member.Value, resolve);
        }

        return members;
    }

    private static void WriteBelow(Utf8JsonWriter writer, JsonNode? node, Func<JsonNode, bool>? reference)
    {
        if (node is not (JsonObject or JsonArray) || reference is null || !reference(node))
        {
            Write(writer, node, reference);
        }
    }

    private static void WriteFloat(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteRawValue(PythonText.OfFloat(number), skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(FloatMark, double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        writer.WriteEndObject();
    }
}
