namespace ChaosToolkit.JsonPath;

/// <summary>What a parser throws: the offset is that of the text it was given, which may have got its <c>$</c> from us.</summary>
internal sealed class SyntaxError(int position, string problem, string hint) : Exception(problem)
{
    public int Position { get; } = position;

    public string Hint { get; } = hint;

    /// <summary>How deep filters, parentheses and literals may stand in each other: far beyond any use, far below the stack's end.</summary>
    public const int MaxNesting = 128;

    public static SyntaxError TooDeep(int position) =>
        new(position, $"More than {MaxNesting} filters, parentheses or brackets stand in each other.", "Split the path, or take the parentheses that are not needed away.");
}
