namespace ChaosToolkit.Loading;

/// <summary>A place in a source, as lines and columns.</summary>
/// <param name="StartLine">The line of the first character, counted from 1.</param>
/// <param name="StartColumn">The column of the first character, counted from 1, in UTF-16 units.</param>
/// <param name="EndLine">The line of the first character after the place.</param>
/// <param name="EndColumn">The column of the first character after the place.</param>
public readonly record struct SourceRange(int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>A place in a source that a message can point at.</summary>
/// <param name="Source">The source.</param>
/// <param name="Range">Where in it.</param>
public sealed record SourceSpan(SourceText Source, SourceRange Range)
{
    /// <summary>The place as <c>file:line:column</c>.</summary>
    public override string ToString() => $"{Source.Name}:{Range.StartLine}:{Range.StartColumn}";
}
