using System.Diagnostics;

namespace ChaosToolkit.Extensions;

/// <summary>A .NET extension in a folder of extensions. It was looked at, not loaded.</summary>
/// <param name="Name">Its name, which is that of its folder and of its library.</param>
/// <param name="Version">Its version; empty where it has none.</param>
/// <param name="License">What it says of its copyright; may be empty.</param>
/// <param name="Description">What it says of itself; may be empty.</param>
/// <param name="Library">The path of its library.</param>
public sealed record InstalledExtension(string Name, string Version, string License, string Description, string Library)
{
    /// <summary>Finds those in some folders, in alphabetical order.</summary>
    public static IReadOnlyList<InstalledExtension> FindAll(IEnumerable<string> folders) => [.. ExtensionFolders.Find(folders).Select(Describe)];

    private static InstalledExtension Describe(string library)
    {
        var facts = FileVersionInfo.GetVersionInfo(library);
        var version = facts.ProductVersion?.Split('+')[0] ?? facts.FileVersion ?? "";
        return new InstalledExtension(
            Path.GetFileNameWithoutExtension(library), version, facts.LegalCopyright?.Trim() ?? "", facts.Comments?.Trim() ?? "", library);
    }
}
