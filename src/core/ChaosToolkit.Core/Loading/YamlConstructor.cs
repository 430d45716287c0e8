using System.Text.Json.Nodes;

namespace ChaosToolkit.Loading;

/// <summary>Makes values and their places from the nodes of a YAML document: aliases copied, merges applied, within bounds that no alias can break.</summary>
internal sealed class YamlConstructor
{
    private readonly SourceText source;
    private readonly YamlScalarConstructor scalars;
    private readonly YamlMerging merging;
    private YamlNode? copied; // the outermost alias or merge whose values are being made, or the last one
    private int copies;
    private int depth;
    private int nodes;
    private long characters;

    public YamlConstructor(SourceText source)
    {
        this.source = source;
        scalars = new YamlScalarConstructor(source);
        merging = new YamlMerging(source, scalars);
    }

    public (JsonNode? Value, SourceNode Map) Construct(YamlNode node)
    {
        if (++depth > DocumentLimits.MaxDepth)
        {
            throw new LoadingException(LoadingDiagnostics.TooDeep(SpanOf(node)));
        }

        Count(node, 1, 0);
        var result = node switch
        {
            YamlAlias alias => Elsewhere(Copy(alias.Target, alias), alias.Place),
            YamlScalar scalar => ConstructScalar(scalar),
            YamlList list => ConstructList(list),
            _ => ConstructMapping((YamlMapping)node),
        };
        depth--;
        return result;
    }

    /// <param name="node">What stands elsewhere.</param>
    /// <param name="from">What it was brought here by.</param>
    private (JsonNode? Value, SourceNode Map) Copy(YamlNode node, YamlNode from)
    {
        copied = copies++ == 0 ? from : copied;
        var copy = Construct(node);
        copies--;
        return copy;
    }

    // What an alias stands for has the alias' place; what is in it has its own.
    private static (JsonNode?, SourceNode) Elsewhere((JsonNode? Value, SourceNode Map) target, SourceRange place) =>
        (target.Value, new SourceNode { Value = place, Members = target.Map.Members, Items = target.Map.Items, Duplicates = target.Map.Duplicates, HoldsDuplicates = target.Map.HoldsDuplicates });

    private (JsonNode?, SourceNode) ConstructScalar(YamlScalar scalar)
    {
        Count(scalar, 0, scalar.Text.Length);
        return (scalars.Construct(scalar), new SourceNode { Value = scalar.Place });
    }

    private (JsonNode?, SourceNode) ConstructList(YamlList list)
    {
        var type = YamlTags.Of(source, list) ?? "seq";
        if (type is "omap" or "pairs")
        {
            return ConstructPairs(list, type);
        }

        if (type != "seq")
        {
            throw new LoadingException(LoadingDiagnostics.TagDoesNotFit(SpanOf(list), "!!" + type, "A list"));
        }

        var (items, places) = (new JsonArray(), new List<SourceNode>());
        foreach (var item in list.Items)
        {
            Add(items, places, Construct(item));
        }

        return (items, Holder(list, places));
    }

    private (JsonNode?, SourceNode) ConstructMapping(YamlMapping mapping)
    {
        var type = YamlTags.Of(source, mapping) ?? "map";
        if (type is not ("map" or "set"))
        {
            throw new LoadingException(LoadingDiagnostics.TagDoesNotFit(SpanOf(mapping), "!!" + type, "An object"));
        }

        var entries = merging.EntriesOf(mapping);
        if (type == "set")
        {
            var (keys, keyPlaces) = (new JsonArray(), new List<SourceNode>());
            foreach (var (key, _) in entries.ByKey.Values)
            {
                Add(keys, keyPlaces, Construct(key));
            }

            return (keys, Holder(mapping, keyPlaces));
        }

        var members = new JsonObject();
        var places = new Dictionary<string, SourceNode>(entries.ByKey.Count, StringComparer.Ordinal);
        var holdsDuplicates = entries.Duplicates is not null;
        var merge = mapping.Entries.Find(entry => scalars.IsMerge(entry.Key)).Value;
        foreach (var (text, (key, value)) in entries.ByKey)
        {
            Count(key, 0, text.Length);
            var (member, place) = merge is null || Holds(mapping.Place, key.Place) ? Construct(value) : Copy(value, merge);
            place.Key = key.Place;
            holdsDuplicates |= place.HoldsDuplicates;
            members[text] = member;
            places[text] = place;
        }

        return (members, new SourceNode { Value = mapping.Place, Members = places, Duplicates = entries.Duplicates, HoldsDuplicates = holdsDuplicates });
    }

    /// <summary>A list of one-member objects, each of which becomes a list of key and value.</summary>
    private (JsonNode?, SourceNode) ConstructPairs(YamlList list, string type)
    {
        var (pairs, places) = (new JsonArray(), new List<SourceNode>());
        foreach (var item in list.Items)
        {
            if (YamlMerging.TargetOf(item) is not YamlMapping { Entries: [var entry] })
            {
                throw new LoadingException(LoadingDiagnostics.TagDoesNotFit(SpanOf(item), "!!" + type, "What is not an object of one member"));
            }

            Count(item, 1, 0);
            var (pair, pairPlaces) = (new JsonArray(), new List<SourceNode>());
            Add(pair, pairPlaces, Construct(entry.Key));
            Add(pair, pairPlaces, Construct(entry.Value));
            Add(pairs, places, (pair, Holder(item, pairPlaces)));
        }

        return (pairs, Holder(list, places));
    }

    private static SourceNode Holder(YamlNode node, List<SourceNode> items) => new() { Value = node.Place, Items = items, HoldsDuplicates = items.Exists(item => item.HoldsDuplicates) };

    private static void Add(JsonArray items, List<SourceNode> places, (JsonNode? Value, SourceNode Map) item)
    {
        items.Add(item.Value);
        places.Add(item.Map);
    }

    private void Count(YamlNode node, int values, int length)
    {
        nodes += values;
        characters += length;
        if (nodes > DocumentLimits.MaxNodes || characters > DocumentLimits.MaxSize)
        {
            throw new LoadingException(copied is null ? LoadingDiagnostics.TooManyValues(SpanOf(node)) : LoadingDiagnostics.TooManyAliases(SpanOf(copied)));
        }
    }

    private static bool Holds(SourceRange holder, SourceRange place) =>
        (holder.StartLine, holder.StartColumn).CompareTo((place.StartLine, place.StartColumn)) <= 0
        && (place.EndLine, place.EndColumn).CompareTo((holder.EndLine, holder.EndColumn)) <= 0;

    private SourceSpan SpanOf(YamlNode node) => new(source, node.Place);
}
