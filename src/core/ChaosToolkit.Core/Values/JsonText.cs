using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Values;

/// <summary>Writes values as JSON: order kept, floats with their point, bytes as text, what JSON has no number for as text.</summary>
public static class JsonText
{
    /// <summary>How deep values may be nested that are read; deeper ones are refused.</summary>
    public const int MaxDepth = 1000;

    // What was read stands deeper in what is written (a journal holds the experiment and the outputs), and code may give what was never read.
    private const int MaxWrittenDepth = 10 * MaxDepth;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxWrittenDepth, SkipValidation = true };

    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, IndentSize = 2 };

    /// <summary>The value as JSON text.</summary>
    /// <param name="node">The value.</param>
    /// <param name="indented">Whether members stand on lines of their own, two blanks deeper each level. The default is one line.</param>
    public static string Of(JsonNode? node, bool indented = false) => Encoding.UTF8.GetString(BytesOf(node, indented));

    /// <summary>The value as JSON in UTF-8.</summary>
    public static byte[] BytesOf(JsonNode? node, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, node, indented);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the value as JSON in UTF-8.</summary>
    public static void Write(IBufferWriter<byte> target, JsonNode? node, bool indented = false)
    {
        using var writer = new Utf8JsonWriter(target, indented ? Indented : Compact);
        Write(writer, node);
    }

    /// <summary>Writes the value with a writer.</summary>
    public static void Write(Utf8JsonWriter writer, JsonNode? node)
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
                    writer.WritePropertyName(key);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                return;
            case JsonArray items:
                writer.WriteStartArray();
                for (var i = 0; i < items.Count; i++)
                {
                    Write(writer, items[i]);
                }

                writer.WriteEndArray();
                return;
        }

        switch (Value.KindOf(node))
        {
            case ValueKind.Float:
                var number = Value.AsDouble(node) ?? 0;
                if (double.IsFinite(number))
                {
                    writer.WriteRawValue(PythonText.OfFloat(number), skipInputValidation: true);
                }
                else
                {
                    writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                }

                break;
            case ValueKind.Bytes:
                writer.WriteStringValue(Encoding.UTF8.GetString(Value.AsBytes(node) ?? []));
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }
}
