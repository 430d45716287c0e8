namespace ChaosToolkit.Loading;

/// <summary>A node of a YAML document before its types are known and its aliases and merges are resolved.</summary>
/// <param name="Tag">The tag it was given, such as <c>tag:yaml.org,2002:int</c>; <see langword="null"/> without one.</param>
internal abstract record YamlNode(string? Tag)
{
    /// <summary>Where it stands; of a collection known once it is read.</summary>
    public SourceRange Place { get; set; }

    /// <summary>Whether it is being read: an alias of it would then stand within it.</summary>
    public bool IsOpen { get; set; }
}

/// <param name="Tag">Its tag.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsPlain">Whether it is written without quotes, so that its text says its type.</param>
internal sealed record YamlScalar(string? Tag, string Text, bool IsPlain) : YamlNode(Tag);

internal sealed record YamlList(string? Tag) : YamlNode(Tag)
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed record YamlMapping(string? Tag) : YamlNode(Tag)
{
    public List<(YamlNode Key, YamlNode Value)> Entries { get; } = [];

    /// <summary>Its entries after merging, once somebody asked.</summary>
    public YamlEntries? Merged { get; set; }
}

internal sealed record YamlAlias(YamlNode Target) : YamlNode((string?)null);

/// <summary>The entries of a mapping by the text of their key, merged ones first.</summary>
internal sealed class YamlEntries
{
    public OrderedDictionary<string, (YamlNode Key, YamlNode Value)> ByKey { get; } = new(StringComparer.Ordinal);

    public List<(string Key, SourceRange Place)>? Duplicates { get; set; }
}
