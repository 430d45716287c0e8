namespace ChaosToolkit.JsonPath;

/// <summary>A path's text as the parsers read it: with a <c>$</c> at its start, also where the user left it out.</summary>
/// <param name="Text">The text to parse.</param>
/// <param name="Shift">What to take from an offset in it to get the offset in what the user wrote.</param>
internal readonly record struct RootedText(string Text, int Shift)
{
    public static RootedText Of(string path)
    {
        var start = path.AsSpan().IndexOfAnyExcept(" \t\r\n");
        return start < 0 || path[start] is '$' or '@' ? new RootedText(path, 0)
            : path[start] is '.' or '[' ? new RootedText("$" + path[start..], 1 - start)
            : new RootedText("$." + path[start..], 2 - start);
    }

    /// <summary>Without the blanks around it, which one dialect ignores and the other refuses.</summary>
    public RootedText Trimmed()
    {
        var rest = Text.TrimStart(' ', '\t', '\r', '\n');
        return new RootedText(rest.TrimEnd(' ', '\t', '\r', '\n'), Shift - (Text.Length - rest.Length));
    }
}
