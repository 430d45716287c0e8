using System.Text.Json.Nodes;

namespace ChaosToolkit.Loading;

/// <summary>A document as it was read: its value and where each part of it was written.</summary>
/// <param name="Root">The value; <see langword="null"/> for an empty YAML file or the value <c>null</c>.</param>
/// <param name="Map">Where its parts were written.</param>
/// <param name="Source">The text it was read from.</param>
public sealed record LoadedDocument(JsonNode? Root, SourceNode Map, SourceText Source)
{
    /// <summary>The document's root for those who walk it and want to know where they are.</summary>
    public DocumentNode Node => new(Root, Map, Source, null);
}
