using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Loading;

/// <summary>A value of a document together with the place where it was written, for readers that must be able to point at it.</summary>
public sealed class DocumentNode
{
    private readonly SourceNode? map;
    private readonly SourceText source;
    private readonly string? key;
    private readonly int index;

    internal DocumentNode(JsonNode? value, SourceNode? map, SourceText source, DocumentNode? parent, string? key = null, int index = 0)
    {
        Value = value;
        this.map = map;
        this.source = source;
        Parent = parent;
        this.key = key;
        this.index = index;
    }

    /// <summary>The value; <see langword="null"/> for a null.</summary>
    public JsonNode? Value { get; }

    /// <summary>Its JSON pointer (RFC 6901); empty for the root.</summary>
    public string Pointer => Parent is null ? "" : key is null ? $"{Parent.Pointer}/{index}" : $"{Parent.Pointer}/{key.Replace("~", "~0").Replace("/", "~1")}";

    /// <summary>The value that holds this one; <see langword="null"/> for the root.</summary>
    public DocumentNode? Parent { get; }

    /// <summary>What the value is.</summary>
    public ValueKind Kind => Values.Value.KindOf(Value);

    /// <summary>Whether nothing was written at all, not even <c>null</c>.</summary>
    internal bool IsNothing => Value is null && Parent is null && map?.Value is { } place && (place.StartLine, place.StartColumn) == (place.EndLine, place.EndColumn);

    /// <summary>Its text; <see langword="null"/> when it is of another kind.</summary>
    public string? Text => Values.Value.AsText(Value);

    /// <summary>Where the value stands. A value that was not in the source (a control added it) has the place of what holds it.</summary>
    public SourceSpan Span => map is null ? Parent?.Span ?? new SourceSpan(source, new SourceRange(1, 1, 1, 1)) : new SourceSpan(source, map.Value);

    /// <summary>Where the value begins: its first character, for messages about what is missing in it.</summary>
    public SourceSpan OpeningSpan
    {
        get
        {
            var range = Span.Range;
            var isEmpty = range.StartLine == range.EndLine && range.StartColumn == range.EndColumn;
            return Span with { Range = range with { EndLine = range.StartLine, EndColumn = range.StartColumn + (isEmpty ? 0 : 1) } };
        }
    }

    /// <summary>Where a character of its text stands; the whole value's place where that cannot be told, as with escapes or in a very long text of several lines.</summary>
    /// <param name="offset">In the text, in UTF-16 units; its length stands for its end.</param>
    internal SourceSpan SpanAt(int offset)
    {
        var range = Span.Range;
        var quotes = range.EndColumn - range.StartColumn - (Text?.Length ?? -1);
        if (range.StartLine != range.EndLine && Text is { } block && offset >= 0 && offset <= block.Length)
        {
            return BlockText.PlaceOf(source, range, block, offset) is { } place ? Span with { Range = place } : Span;
        }

        if (range.StartLine != range.EndLine || quotes is not (0 or 2) || offset < 0 || offset > Text?.Length)
        {
            return Span;
        }

        var column = range.StartColumn + (quotes / 2) + offset;
        return Span with { Range = range with { StartColumn = column, EndColumn = column + 1 } };
    }

    /// <summary>Where its key stands; the value's place where it has none.</summary>
    public SourceSpan KeySpan => map?.Key is { } key ? new SourceSpan(source, key) : Span;

    /// <summary>Keys of this object that stand more than once: where each earlier one stands.</summary>
    public IEnumerable<(string Key, SourceSpan Span)> Duplicates =>
        map?.Duplicates?.Select(duplicate => (duplicate.Key, new SourceSpan(source, duplicate.Place))) ?? [];

    /// <summary>This value and those below it that are objects with <see cref="Duplicates"/>.</summary>
    internal IEnumerable<DocumentNode> WithDuplicates()
    {
        if (map?.HoldsDuplicates != true)
        {
            return [];
        }

        return (map.Duplicates is null ? Enumerable.Empty<DocumentNode>() : [this])
            .Concat(Members.SelectMany(member => member.Value.WithDuplicates()))
            .Concat(Items.SelectMany(item => item.WithDuplicates()));
    }

    /// <summary>A member of an object; <see langword="null"/> when there is none or this is no object.</summary>
    public DocumentNode? this[string key] =>
        Value is JsonObject members && members.TryGetPropertyValue(key, out var member) ? Child(key, member) : null;

    /// <summary>The text of a member, without making a node for it; <see langword="null"/> where there is none.</summary>
    internal string? TextOf(string key) => Value is JsonObject members && members.TryGetPropertyValue(key, out var member) ? Values.Value.AsText(member) : null;

    /// <summary>The members of an object in order; none for other values.</summary>
    public IEnumerable<KeyValuePair<string, DocumentNode>> Members
    {
        get
        {
            if (Value is JsonObject members)
            {
                foreach (var (key, member) in members)
                {
                    yield return new(key, Child(key, member));
                }
            }
        }
    }

    /// <summary>An item of a list by its index; <see langword="null"/> when there is none or this is no list.</summary>
    internal DocumentNode? ItemAt(int index) =>
        Value is JsonArray items && index < items.Count
            ? new(items[index], map?.Items is { } places && index < places.Count ? places[index] : null, source, this, index: index)
            : null;

    /// <summary>The items of a list in order; none for other values.</summary>
    public IEnumerable<DocumentNode> Items
    {
        get
        {
            if (Value is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    yield return ItemAt(i)!; // within the list
                }
            }
        }
    }

    /// <summary>A document that was made in memory: every part of it has the same place.</summary>
    public static DocumentNode FromMemory(JsonNode? value, string name) =>
        new(value, new SourceNode { Value = new SourceRange(1, 1, 1, 1) }, new SourceText(name, ""), null);

    private DocumentNode Child(string key, JsonNode? member) =>
        new(member, map?.Members?.GetValueOrDefault(key), source, this, key);
}
