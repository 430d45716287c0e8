namespace ChaosToolkit.Loading;

/// <summary>Where a value and what is below it were written: a tree in the shape of the document, made by its parser.</summary>
/// <remarks>It stands beside the document, for the document may change while a run goes on and the source may not.</remarks>
public sealed class SourceNode
{
    /// <summary>Where the value stands: for a list or an object from its first to its last character.</summary>
    public required SourceRange Value { get; init; }

    /// <summary>Where its key stands, when it is a member of an object.</summary>
    public SourceRange? Key { get; set; }

    /// <summary>The members of an object by key; of two equal keys the last. <see langword="null"/> for other values.</summary>
    public Dictionary<string, SourceNode>? Members { get; init; }

    /// <summary>The items of a list. <see langword="null"/> for other values.</summary>
    public List<SourceNode>? Items { get; init; }

    /// <summary>Keys that stand more than once in this object: where each earlier one stands. <see langword="null"/> when there is none.</summary>
    public List<(string Key, SourceRange Place)>? Duplicates { get; set; }

    /// <summary>Whether this object, or one below this value, has <see cref="Duplicates"/>.</summary>
    public bool HoldsDuplicates { get; init; }
}
