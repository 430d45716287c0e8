using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Diagnostics;

/// <summary>How messages speak of a value that somebody wrote.</summary>
internal static class NodeWords
{
    private const int Longest = 60;

    /// <summary>The value, for the end of "this is …": short whatever it is.</summary>
    public static string Describe(DocumentNode node) => node.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => PythonComparison.IsTrue(node.Value) ? "true" : "false",
        ValueKind.Integer or ValueKind.Float => $"the number {Shortened(PythonText.Of(node.Value))}",
        ValueKind.List => node.Value is System.Text.Json.Nodes.JsonArray { Count: 0 } ? "an empty list" : "a list",
        ValueKind.Object => node.Value is System.Text.Json.Nodes.JsonObject { Count: 0 } ? "an empty object" : "an object",
        ValueKind.Bytes => "binary data",
        _ when string.IsNullOrWhiteSpace(node.Text) => "an empty text",
        _ => $"the text '{Shortened(node.Text ?? "")}'",
    };

    /// <summary>A name that somebody wrote: a text in single quotes, anything else as it is written in JSON.</summary>
    public static string Quote(DocumentNode node) => node.Text is { Length: > 0 } text ? $"'{Shortened(text)}'" : Written(node);

    /// <summary>A value as it is written in JSON.</summary>
    public static string Written(DocumentNode node) => Shortened(JsonText.Of(node.Value));

    public static string Shortened(string text) => text.Length > Longest ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…" : text;
}
