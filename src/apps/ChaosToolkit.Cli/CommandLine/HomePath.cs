namespace ChaosToolkit.Cli.CommandLine;

/// <summary>Paths that begin in the user's home folder.</summary>
internal static class HomePath
{
    /// <summary>The path with a leading <c>~/</c> replaced by the home folder.</summary>
    public static string Expand(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]) : path;
}
