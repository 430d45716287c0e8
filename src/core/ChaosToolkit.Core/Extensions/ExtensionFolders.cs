namespace ChaosToolkit.Extensions;

/// <summary>The folders in which extensions are installed, each as <c>NAME/NAME.dll</c>.</summary>
public static class ExtensionFolders
{
    /// <summary>The variable of the environment that names further folders, separated as in <c>PATH</c>.</summary>
    public const string Variable = "CHAOS_EXTENSIONS";

    /// <summary>The user's own: <c>~/.chaostoolkit/extensions</c>. It need not exist.</summary>
    public static string OfUser => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".chaostoolkit", "extensions");

    /// <summary>Those of <see cref="Variable"/> in their order, then the user's own. Of an extension that is in several the first counts.</summary>
    public static IReadOnlyList<string> Default =>
        [.. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), OfUser];

    /// <summary>The assemblies that an extension has in common with the host, by name: the host's are used, whatever is installed beside the extension.</summary>
    public static IReadOnlyList<string> SharedAssemblies => ExtensionLoadContext.Shared;

    /// <summary>The libraries of the extensions in some folders, in alphabetical order of their names; nothing is loaded.</summary>
    /// <param name="folders">Where to look. A relative path is passed over: what a run loads must not depend on where it is started.</param>
    public static IReadOnlyList<string> Find(IEnumerable<string> folders) =>
    [
        .. folders.Where(Path.IsPathFullyQualified)
            .SelectMany(FoldersIn)
            .Select(folder => Path.Combine(folder, Path.GetFileName(folder) + ".dll"))
            .Where(File.Exists)
            .DistinctBy(Path.GetFileName)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal),
    ];

    // A name that begins with a dot is of an installation under way, or was left by one.
    private static IEnumerable<string> FoldersIn(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Where(one => !Path.GetFileName(one).StartsWith('.'))] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
