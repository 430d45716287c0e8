using System.Text.RegularExpressions;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Extensions;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>The folder in which a user's extensions are: puts one in its place, whole or not at all, and takes one away.</summary>
/// <param name="folder">The folder; it is made when it is first needed.</param>
internal sealed partial class ExtensionStore(string folder)
{
    /// <summary>A new empty folder beside the extensions, in which one can be got ready.</summary>
    public string NewStage()
    {
        Directory.CreateDirectory(folder);
        var stage = Path.Combine(folder, $".stage-{Guid.NewGuid():N}");
        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(stage).FullName
            : Directory.CreateDirectory(stage, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    /// <summary>Puts what is ready in its place, instead of an older one of the name, and loads it to see that it can be used.</summary>
    /// <param name="stage">The folder in which it is ready: <c>NAME.dll</c> and what it needs. It is gone afterwards.</param>
    /// <param name="name">The extension's name.</param>
    /// <exception cref="ChaosException">It cannot be used; then the older one is still there.</exception>
    public Extension Install(string stage, string name)
    {
        if (!Name().IsMatch(name))
        {
            throw new ChaosException($"'{name}' cannot be the name of an extension: use letters, digits, dots, dashes and underscores.");
        }

        var (place, older) = (Path.Combine(folder, name), Path.Combine(folder, $".old-{Guid.NewGuid():N}"));
        var hasOlder = Directory.Exists(place);
        if (hasOlder)
        {
            Directory.Move(place, older);
        }

        try
        {
            Directory.Move(stage, place);
        }
        catch when (hasOlder)
        {
            Directory.Move(older, place);
            throw;
        }

        var extension = Extension.Load(Path.Combine(place, name + ".dll"));
        if (extension.IsBroken || extension is { Functions.Count: 0, Controls.Count: 0 })
        {
            Directory.Delete(place, recursive: true);
            if (hasOlder)
            {
                Directory.Move(older, place);
            }

            throw new ChaosException($"The extension '{name}' cannot be used and was not installed: {extension.Problems[0]}");
        }

        if (hasOlder)
        {
            Directory.Delete(older, recursive: true);
        }

        return extension;
    }

    /// <summary>Takes an extension away.</summary>
    /// <exception cref="ChaosException">There is none of the name in this folder.</exception>
    public void Remove(string name)
    {
        var installed = ExtensionFolders.Find([folder]).Select(library => Path.GetFileNameWithoutExtension(library)).ToList();
        if (!Name().IsMatch(name) || !Directory.Exists(Path.Combine(folder, name)))
        {
            var elsewhere = ExtensionFolders.Find(ExtensionFolders.Default).FirstOrDefault(library => Path.GetFileNameWithoutExtension(library) == name);
            throw new ChaosException(
                $"There is no extension '{name}' in '{folder}'. "
                + (elsewhere is not null ? $"It comes from {ExtensionFolders.Variable}: remove '{Path.GetDirectoryName(elsewhere)}' yourself."
                    : installed.Count > 0 ? Spelling.Suggest(name, installed)
                    : "None is installed."));
        }

        // Out of sight at once, whatever may keep a file of it.
        var gone = Path.Combine(folder, $".old-{Guid.NewGuid():N}");
        Directory.Move(Path.Combine(folder, name), gone);
        Directory.Delete(gone, recursive: true);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.\-]*$")]
    private static partial Regex Name();
}
