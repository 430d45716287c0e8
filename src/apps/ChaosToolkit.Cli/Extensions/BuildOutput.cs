using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>What a build wrote: the library of an extension, and beside it what that needs.</summary>
internal static class BuildOutput
{
    /// <summary>Finds the library of the extension among others in a folder.</summary>
    /// <exception cref="ChaosException">There is none, or more than one that could be meant.</exception>
    public static string FindLibrary(string folder)
    {
        var candidates = Directory.EnumerateFiles(folder, "*.dll").Where(LibraryFacts.IsExtension).Order(StringComparer.Ordinal).ToList();
        var described = candidates.Where(library => File.Exists(DependenciesOf(library))).ToList();
        return candidates.Count == 1 ? candidates[0]
            : described.Count == 1 ? described[0]
            : candidates.Find(library => Path.GetFileNameWithoutExtension(library) == Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))
            ?? throw new ChaosException(candidates.Count == 0
                ? $"No library in '{folder}' uses the package ChaosToolkit. Give the folder that an extension was built to, such as bin/Release/net10.0."
                : $"Several libraries in '{folder}' use the package ChaosToolkit. Name the one that is the extension: {string.Join(", ", candidates.Select(Path.GetFileName))}.");
    }

    /// <summary>Copies the library and what it needs to a folder.</summary>
    /// <param name="library">The library.</param>
    /// <param name="dependencies">The <c>.deps.json</c> that says what it needs; where there is no such file, it needs nothing.</param>
    /// <param name="target">An empty folder.</param>
    /// <exception cref="ChaosException">Something that it needs is not there.</exception>
    public static void Copy(string library, string dependencies, string target)
    {
        var folder = Path.GetDirectoryName(library) ?? "";
        var name = Path.GetFileNameWithoutExtension(library);
        File.Copy(library, Path.Combine(target, name + ".dll"));
        foreach (var beside in (string[])[".pdb", ".xml"])
        {
            CopyIfThere(folder, target, name + beside);
        }

        if (!File.Exists(dependencies))
        {
            return;
        }

        File.Copy(dependencies, Path.Combine(target, name + ".deps.json"));
        var own = Path.GetFileName(dependencies).Replace(".deps.json", ".dll", StringComparison.Ordinal);
        foreach (var asset in AssetsOf(dependencies).Where(asset => asset.File != own && !LibraryFacts.IsShared(asset.File)).DistinctBy(asset => asset.File))
        {
            if (!CopyIfThere(folder, target, asset.File) && asset.IsNeeded)
            {
                throw new ChaosException(
                    $"The extension '{name}' needs '{asset.File}', which is not in '{folder}'. Set <EnableDynamicLoading>true</EnableDynamicLoading> in its project and build it again, or install what 'dotnet publish' writes.");
            }
        }
    }

    /// <summary>The file that says what a library needs.</summary>
    public static string DependenciesOf(string library) => Path.ChangeExtension(library, ".deps.json");

    private static IEnumerable<(string File, bool IsNeeded)> AssetsOf(string dependencies)
    {
        var targets = JsonNode.Parse(File.ReadAllText(dependencies))?["targets"] as JsonObject;
        foreach (var (_, needed) in targets?.SelectMany(target => target.Value as JsonObject ?? []) ?? [])
        {
            foreach (var (kind, assets) in needed as JsonObject ?? [])
            {
                foreach (var (path, facts) in assets as JsonObject ?? [])
                {
                    switch (kind)
                    {
                        case "runtime" or "native":
                            yield return (Path.GetFileName(path), kind == "runtime");
                            break;
                        case "resources":
                            yield return (Path.Combine((string?)facts?["locale"] ?? "", Path.GetFileName(path)), false);
                            break;
                        case "runtimeTargets":
                            yield return (path, false);
                            break;
                    }
                }
            }
        }
    }

    private static bool CopyIfThere(string folder, string target, string file)
    {
        var (source, copy) = (Path.Combine(folder, file), Path.GetFullPath(Path.Combine(target, file)));
        if (!copy.StartsWith(Path.GetFullPath(target) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ChaosException($"The file '{file}' would be written outside of the extension's folder; nothing was installed.");
        }

        if (!File.Exists(source))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? target);
        File.Copy(source, copy, overwrite: true);
        return true;
    }
}
