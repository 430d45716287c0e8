using System.Text.Json.Nodes;

namespace ChaosToolkit.Values;

/// <summary>Copies values, for a node can stand in one document only.</summary>
internal static class ValueCopy
{
    /// <summary>A copy that shares nothing with the value and stands in no document; <see langword="null"/> for null.</summary>
    public static JsonNode? Of(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (key, value) in members)
                {
                    copy.Add(key, Of(value));
                }

                return copy;
            case JsonArray items:
                var list = new JsonArray();
                foreach (var item in items)
                {
                    list.Add(Of(item));
                }

                return list;
            default:
                // DeepClone would make base64 text of bytes.
                return Value.AsBytes(node) is { } bytes ? Value.Bytes(bytes) : node.DeepClone();
        }
    }
}
