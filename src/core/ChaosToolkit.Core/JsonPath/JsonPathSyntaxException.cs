namespace ChaosToolkit.JsonPath;

/// <summary>A path is not valid in the dialect that it was read in.</summary>
public sealed class JsonPathSyntaxException : ChaosException
{
    internal JsonPathSyntaxException(string path, int position, string problem, string hint)
        : base($"The path {Shorten(path)} is not valid at offset {position}: {problem}")
    {
        Path = path;
        Position = position;
        Problem = problem;
        Hint = hint;
    }

    /// <summary>The path as the user wrote it.</summary>
    public string Path { get; }

    /// <summary>Where it stops being valid: characters (UTF-16 units) from its start.</summary>
    /// <value>From 0 to the length of <see cref="Path"/>, which stands for its end.</value>
    public int Position { get; }

    /// <summary>What is wrong, in one sentence without the path.</summary>
    public string Problem { get; }

    /// <summary>What to write instead.</summary>
    public string Hint { get; }

    // Past this a path is hardly one that somebody wrote, and the offset says where to look.
    private static string Shorten(string path) => path.Length <= 200 ? $"'{path}'" : $"'{path[..200]}…'";
}
