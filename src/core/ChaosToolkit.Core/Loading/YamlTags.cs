namespace ChaosToolkit.Loading;

/// <summary>The standard tags; any other has a meaning that only its author's program knows.</summary>
internal static class YamlTags
{
    /// <summary>The name of a node's tag, such as <c>int</c>; <see langword="null"/> when it has none.</summary>
    /// <exception cref="LoadingException">It is not a standard tag.</exception>
    public static string? Of(SourceText source, YamlNode node)
    {
        if (node.Tag is not { } tag)
        {
            return null;
        }

        var name = tag.StartsWith(YamlScalars.Prefix, StringComparison.Ordinal) ? tag[YamlScalars.Prefix.Length..] : "";
        return name is "str" or "int" or "float" or "bool" or "null" or "binary" or "timestamp" or "set" or "omap" or "pairs" or "seq" or "map" or "merge"
            ? name
            : throw new LoadingException(LoadingDiagnostics.UnknownTag(new SourceSpan(source, node.Place), name.Length > 0 ? "!!" + name : tag));
    }
}
