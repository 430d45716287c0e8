namespace ChaosToolkit.JsonPath;

/// <summary>What a parser throws: the offset is that of the text it was given, which may have got its <c>$</c> from us.</summary>
internal sealed class SyntaxError(int position, string problem, string hint, int? reach = null) : Exception(problem)
{
    public int Position { get; } = position;

    public string Hint { get; } = hint;

    /// <summary>Up to where the path made sense, which may be beyond what is wrong: of two dialects the one that reached further was probably meant.</summary>
    public int Reach { get; } = reach ?? position;

    /// <summary>How deep filters, parentheses and literals may stand in each other: far beyond any use, far below the stack's end.</summary>
    public const int MaxNesting = 128;

    public static SyntaxError TooDeep(int position) =>
        new(position, $"More than {MaxNesting} filters, parentheses or brackets stand in each other.", "Split the path, or take the parentheses that are not needed away.");
}
