using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

internal static class SampleJson
{
    public static JsonNode? Node(string text) => ParsedJson.TryParse(text, out var node) ? node : throw new ArgumentException(text);

    public static JsonObject Members(string text) => (JsonObject)Node(text)!;

    public static DocumentNode Document(string text) => DocumentNode.FromMemory(Node(text), "sample.json");
}
