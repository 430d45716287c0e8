using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Python.Documents;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>A request that is being written.</summary>
/// <param name="writer">Where it goes.</param>
/// <param name="documents">The documents that both sides hold.</param>
internal sealed class Request(Utf8JsonWriter writer, SharedDocuments documents)
{
    private readonly HashSet<SharedDocument> used = [];

    internal void Add(string name, string value) => writer.WriteString(name, value);

    internal void Add(string name, int value) => writer.WriteNumber(name, value);

    internal void Add(string name, bool value) => writer.WriteBoolean(name, value);

    internal void Add(string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>A value that is the callee's own.</summary>
    internal void AddValue(string name, JsonNode? value)
    {
        writer.WritePropertyName(name);
        Wire.Write(writer, value);
    }

    /// <summary>A document, or a part of one, that the callee may change; other values go as they are.</summary>
    internal void AddDocument(string name, JsonNode? value, bool isLasting = false)
    {
        writer.WritePropertyName(name);
        WriteDocument(value, isLasting);
    }

    /// <summary>An object of such documents.</summary>
    internal void AddDocuments(string name, IEnumerable<KeyValuePair<string, JsonNode?>> values)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.WritePropertyName(key);
            WriteDocument(value, isLasting: false);
        }

        writer.WriteEndObject();
    }

    /// <summary>The documents that were handed out, for their changes to come back.</summary>
    internal void AddUsedDocuments()
    {
        writer.WriteStartArray("documents");
        foreach (var document in used)
        {
            writer.WriteNumberValue(document.Number);
        }

        writer.WriteEndArray();
    }

    private void WriteDocument(JsonNode? value, bool isLasting)
    {
        if (value is JsonObject or JsonArray)
        {
            documents.WriteReference(writer, value, used, isLasting);
        }
        else
        {
            Wire.Write(writer, value);
        }
    }
}
