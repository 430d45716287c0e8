namespace ChaosToolkit.Running;

/// <summary>Exceptions as the journal keeps them: an array of lines.</summary>
internal static class ExceptionLines
{
    public static IReadOnlyList<string> Of(Exception exception) =>
        [.. exception.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line + "\n")];
}
