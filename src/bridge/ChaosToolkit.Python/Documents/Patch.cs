using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Python.Interpreters;

namespace ChaosToolkit.Python.Documents;

/// <summary>Changes of a document on their way to the interpreter: a JSON list of operations, written as they are found.</summary>
/// <param name="begin">Called before the first operation; gives the writer.</param>
/// <param name="reference">Writes a reference in the place of a document of its own.</param>
internal sealed class Patch(Func<Utf8JsonWriter> begin, Func<JsonNode, bool> reference)
{
    private readonly List<object> path = [];
    private Utf8JsonWriter? writer;

    /// <summary>Whether there was any change.</summary>
    internal bool HasOperations => writer is not null;

    internal void Enter(string key) => path.Add(key);

    internal void Enter(int index) => path.Add(index);

    internal void Leave() => path.RemoveAt(path.Count - 1);

    /// <summary>What is here now is another value.</summary>
    internal void Set(JsonNode? value)
    {
        Begin("set", null);
        WriteValue(value);
        writer!.WriteEndArray(); // Begin made it
    }

    /// <summary>A value stands in the list here that did not.</summary>
    internal void Insert(int index, JsonNode? value)
    {
        Begin("insert", index);
        WriteValue(value);
        writer!.WriteEndArray(); // Begin made it
    }

    /// <summary>A member or an item is gone.</summary>
    internal void Remove(object step)
    {
        Begin("remove", step);
        writer!.WriteEndArray(); // Begin made it
    }

    /// <summary>A member now stands last in its object.</summary>
    internal void MoveLast(string key)
    {
        Begin("last", key);
        writer!.WriteEndArray(); // Begin made it
    }

    private void Begin(string operation, object? step)
    {
        writer ??= begin();
        writer.WriteStartArray();
        writer.WriteStringValue(operation);
        writer.WriteStartArray();
        foreach (var one in step is null ? path : path.Append(step))
        {
            if (one is int index)
            {
                writer.WriteNumberValue(index);
            }
            else
            {
                writer.WriteStringValue((string)one);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteValue(JsonNode? value)
    {
        if (value is not (JsonObject or JsonArray) || !reference(value))
        {
            Wire.Write(writer!, value, reference); // Begin made it
        }
    }
}
