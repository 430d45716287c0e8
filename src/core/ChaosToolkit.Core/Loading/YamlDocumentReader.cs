namespace ChaosToolkit.Loading;

/// <summary>Reads YAML as PyYAML's safe loader does: the scalars of YAML 1.1, aliases, merge keys, the standard tags and no others.</summary>
/// <remarks>Aliases are copied, a date is its ISO 8601 text, a key that is not text is the text JSON has for it.</remarks>
public static class YamlDocumentReader
{
    /// <summary>Reads a document; an empty one has no root.</summary>
    /// <param name="source">The text, with or without a byte-order mark. At most 20 MB, also when its aliases are expanded.</param>
    /// <exception cref="LoadingException">It is not YAML, holds a second document or a tag of its own, or is larger (2,000,000 values) or nested deeper (1000 levels) than documents may be.</exception>
    public static LoadedDocument Read(SourceText source)
    {
        ArgumentNullException.ThrowIfNull(source);
        DocumentLimits.CheckSize(source);
        var lines = source.Lines;
        var root = new YamlComposer(source, lines).Compose();
        if (root is null)
        {
            return new LoadedDocument(null, new SourceNode { Value = lines.Range(0, 0) }, source);
        }

        var (value, map) = new YamlConstructor(source).Construct(root);
        return new LoadedDocument(value, map, source);
    }
}
