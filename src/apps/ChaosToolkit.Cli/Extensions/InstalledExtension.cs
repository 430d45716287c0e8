using System.Diagnostics;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>A .NET extension in a folder of extensions: <c>NAME/NAME.dll</c>. It is looked at, not loaded.</summary>
internal sealed record InstalledExtension(string Name, string Version, string License, string Description)
{
    /// <summary>Finds those in <c>~/.chaostoolkit/extensions</c> and in the folders of <c>CHAOS_EXTENSIONS</c>, in alphabetical order; of one name the first folder's.</summary>
    public static IReadOnlyList<InstalledExtension> FindAll()
    {
        string[] folders = [HomePath.Expand("~/.chaostoolkit/extensions"), .. (Environment.GetEnvironmentVariable("CHAOS_EXTENSIONS") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        return
        [
            .. folders.Where(Directory.Exists)
                .SelectMany(Directory.EnumerateDirectories)
                .Select(folder => Path.Combine(folder, Path.GetFileName(folder) + ".dll"))
                .Where(File.Exists)
                .DistinctBy(Path.GetFileName)
                .OrderBy(Path.GetFileName, StringComparer.Ordinal)
                .Select(Describe),
        ];
    }

    private static InstalledExtension Describe(string library)
    {
        var facts = FileVersionInfo.GetVersionInfo(library);
        var version = facts.ProductVersion?.Split('+')[0] ?? facts.FileVersion ?? "";
        return new InstalledExtension(Path.GetFileNameWithoutExtension(library), version, facts.LegalCopyright?.Trim() ?? "", facts.Comments?.Trim() ?? "");
    }
}
