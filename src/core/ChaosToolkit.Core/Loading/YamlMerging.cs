namespace ChaosToolkit.Loading;

/// <summary>Applies merge keys: an object's own members win over merged ones, and of several merged objects the first wins.</summary>
internal sealed class YamlMerging(SourceText source, YamlScalarConstructor scalars)
{
    private int depth;
    private int merged;

    public static YamlNode TargetOf(YamlNode node)
    {
        while (node is YamlAlias alias)
        {
            node = alias.Target;
        }

        return node;
    }

    /// <summary>The entries of a mapping, merged ones first; worked out once for each mapping, so that chains of merges stay cheap.</summary>
    public YamlEntries EntriesOf(YamlMapping mapping)
    {
        if (mapping.Merged is { } known)
        {
            return known;
        }

        if (++depth > DocumentLimits.MaxDepth)
        {
            throw new LoadingException(LoadingDiagnostics.TooDeep(new SourceSpan(source, mapping.Place)));
        }

        var entries = new YamlEntries();
        foreach (var (key, value) in mapping.Entries)
        {
            if (scalars.IsMerge(key))
            {
                foreach (var (name, entry) in MappingsOf(value).SelectMany(one => EntriesOf(one).ByKey))
                {
                    entries.ByKey[name] = entry;
                    if (++merged > DocumentLimits.MaxNodes)
                    {
                        throw new LoadingException(LoadingDiagnostics.TooManyAliases(new SourceSpan(source, value.Place)));
                    }
                }
            }
        }

        var own = new Dictionary<string, SourceRange>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (!scalars.IsMerge(key))
            {
                var name = scalars.KeyOf(key);
                if (own.TryGetValue(name, out var earlier))
                {
                    (entries.Duplicates ??= []).Add((name, earlier));
                }

                own[name] = key.Place;
                entries.ByKey[name] = (key, value);
            }
        }

        depth--;
        return mapping.Merged = entries;
    }

    private IEnumerable<YamlMapping> MappingsOf(YamlNode value)
    {
        switch (TargetOf(value))
        {
            case YamlMapping one:
                return [one];
            case YamlList list:
                // The last comes first, so that the first has the last word.
                return Enumerable.Reverse(list.Items).Select(item =>
                    TargetOf(item) as YamlMapping ?? throw new LoadingException(LoadingDiagnostics.CannotMerge(new SourceSpan(source, item.Place))));
            default:
                throw new LoadingException(LoadingDiagnostics.CannotMerge(new SourceSpan(source, value.Place)));
        }
    }
}
