using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Python.Interpreters;

namespace ChaosToolkit.Python.Documents;

/// <summary>
/// The documents that both sides hold: each is sent once and then kept equal by patches, both ways. One document may stand in another; it is one object there, too. Not safe for
/// concurrent use: the connection's lock is held around it.
/// </summary>
/// <param name="send">Takes a whole message for the interpreter.</param>
internal sealed class SharedDocuments(Action<ReadOnlySpan<byte>> send)
{
    // States of activities come and go by the thousand; old ones are forgotten.
    private const int Kept = 512;

    private readonly Dictionary<JsonNode, SharedDocument> byRoot = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, SharedDocument> byNumber = [];
    private readonly HashSet<SharedDocument> lasting = [];
    private int last;

    /// <summary>
    /// Brings a document up to date there and writes a reference to it: to the document itself, or to a part of the one it stands in. All documents concerned are added to
    /// <paramref name="used"/>.
    /// </summary>
    /// <param name="writer">Where the reference goes.</param>
    /// <param name="node">An object or a list.</param>
    /// <param name="used">The documents that were handed out.</param>
    /// <param name="isLasting">Whether the document is needed for the whole run.</param>
    internal void WriteReference(Utf8JsonWriter writer, JsonNode node, HashSet<SharedDocument> used, bool isLasting)
    {
        var path = new List<object>();
        SharedDocument? document = null;
        for (var one = node; one is not null && !byRoot.TryGetValue(one, out document); one = one.Parent)
        {
            path.Add(one.Parent is JsonArray ? one.GetElementIndex() : one.Parent is JsonObject ? one.GetPropertyName() : "");
        }

        if (document is null)
        {
            path.Clear();
            document = Add(node, isLasting);
        }

        Use(document, used);
        path.Reverse();
        WriteMark(writer, document, path);
    }

    /// <summary>Carries out what code in the interpreter changed: <c>[[number, patch], …]</c>. The documents stay the same objects.</summary>
    internal void Apply(JsonElement changes)
    {
        foreach (var change in changes.EnumerateArray())
        {
            if (byNumber.TryGetValue(change[0].GetInt32(), out var document))
            {
                // What changed here in the meantime is told first, so that it is not taken for told.
                Update(document);
                foreach (var operation in change[1].EnumerateArray())
                {
                    Apply(document.Root, operation);
                }

                document.Shadow.Update(document.Root, null, IsDocument);
            }
        }
    }

    private SharedDocument Add(JsonNode root, bool isLasting)
    {
        ForgetOld();
        var document = new SharedDocument(++last, root, Shadow.Of(root, IsDocument));
        if (isLasting)
        {
            lasting.Add(document);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Wire.Writing);
        writer.WriteStartObject();
        writer.WriteNumber("document", document.Number);
        writer.WritePropertyName("value");
        Wire.Write(writer, root, node => WriteOther(writer, node, document));
        Finish(writer, buffer, document);
        byRoot[root] = document;
        byNumber[document.Number] = document;
        return document;
    }

    private void Use(SharedDocument document, HashSet<SharedDocument> used)
    {
        if (used.Add(document))
        {
            Update(document);
            foreach (var other in document.Others)
            {
                Use(other, used);
            }
        }
    }

    private void Update(SharedDocument document)
    {
        ArrayBufferWriter<byte>? buffer = null;
        Utf8JsonWriter? writer = null;
        var patch = new Patch(
            () =>
            {
                buffer = new ArrayBufferWriter<byte>();
                writer = new Utf8JsonWriter(buffer, Wire.Writing);
                writer.WriteStartObject();
                writer.WriteNumber("document", document.Number);
                writer.WriteStartArray("patch");
                return writer;
            },
            node => WriteOther(writer!, node, document)); // the patch has begun by then
        document.Shadow.Update(document.Root, patch, IsDocument);
        if (writer is not null && buffer is not null)
        {
            writer.WriteEndArray();
            Finish(writer, buffer, document);
            writer.Dispose();
        }
    }

    private void Finish(Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer, SharedDocument document)
    {
        writer.WriteBoolean("holds_others", document.Others.Count > 0);
        writer.WriteEndObject();
        writer.Flush();
        send(buffer.WrittenSpan);
    }

    private bool WriteOther(Utf8JsonWriter writer, JsonNode node, SharedDocument within)
    {
        if (!byRoot.TryGetValue(node, out var other) || other == within)
        {
            return false;
        }

        within.Others.Add(other);
        WriteMark(writer, other, []);
        return true;
    }

    private static void WriteMark(Utf8JsonWriter writer, SharedDocument document, IEnumerable<object> path)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(Wire.DocumentMark);
        writer.WriteNumberValue(document.Number);
        foreach (var step in path)
        {
            if (step is int index)
            {
                writer.WriteNumberValue(index);
            }
            else
            {
                writer.WriteStringValue((string)step);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void ForgetOld()
    {
        if (byNumber.Count - lasting.Count < 2 * Kept)
        {
            return;
        }

        foreach (var document in byNumber.Values.Where(document => document.Number <= last - Kept && !lasting.Contains(document)).ToList())
        {
            byNumber.Remove(document.Number);
            byRoot.Remove(document.Root);
            send(System.Text.Encoding.UTF8.GetBytes($$"""{"document":{{document.Number}}}"""));
        }

        foreach (var document in byNumber.Values)
        {
            document.Others.RemoveWhere(other => !byNumber.ContainsKey(other.Number));
        }
    }

    private bool IsDocument(JsonNode node) => byRoot.ContainsKey(node);

    private void Apply(JsonNode root, JsonElement operation)
    {
        var path = operation[1];
        var target = root;
        for (var i = 0; i < path.GetArrayLength() - 1; i++)
        {
            target = path[i].ValueKind == JsonValueKind.Number ? target![path[i].GetInt32()] : target![path[i].GetString()!]; // a path leads through what is there
        }

        var step = path[path.GetArrayLength() - 1];
        var value = operation.GetArrayLength() > 2 ? Wire.Read(operation[2], Resolve) : null;
        switch (operation[0].GetString(), target)
        {
            case ("set", JsonObject members):
                members[step.GetString()!] = value; // a member's step is a text
                break;
            case ("set", JsonArray items):
                items[step.GetInt32()] = value;
                break;
            case ("insert", JsonArray items):
                items.Insert(step.GetInt32(), value);
                break;
            case ("remove", JsonObject members):
                members.Remove(step.GetString()!); // a member's step is a text
                break;
            case ("remove", JsonArray items):
                items.RemoveAt(step.GetInt32());
                break;
            case ("last", JsonObject members):
                members.Remove(step.GetString()!, out var moved); // a member's step is a text
                members[step.GetString()!] = moved;
                break;
        }
    }

    private JsonNode? Resolve(JsonElement reference) =>
        byNumber.TryGetValue(reference[0].GetInt32(), out var document) ? document.Root.Parent is null ? document.Root : document.Root.DeepClone() : null;
}
