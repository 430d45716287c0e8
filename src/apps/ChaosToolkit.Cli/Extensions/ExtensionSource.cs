using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>Where an extension is to be got from: a folder, a library, a package file, or a package by its name.</summary>
/// <param name="Path">The path of the folder or file; <see langword="null"/> for a package by its name.</param>
/// <param name="Package">The package's name; <see langword="null"/> for a folder or a library.</param>
/// <param name="Version">The package's version; <see langword="null"/> for the newest.</param>
internal sealed partial record ExtensionSource(string? Path, string? Package, string? Version)
{
    private const string Kinds = "An extension is a folder, a .dll, a .nupkg, or the name of a package: NAME or NAME@VERSION.";

    /// <summary>Reads what was written on the command line; a folder or file that is there is meant before a package of that name.</summary>
    /// <exception cref="ChaosException">It is none of these, or is not there.</exception>
    public static ExtensionSource Parse(string written)
    {
        var path = System.IO.Path.GetFullPath(written);
        if (Directory.Exists(path) || (File.Exists(path) && written.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
        {
            return new ExtensionSource(path, null, null);
        }

        if (File.Exists(path) && written.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase))
        {
            return OfPackageFile(path);
        }

        if (File.Exists(path))
        {
            throw new ChaosException($"'{written}' is no extension. {Kinds}");
        }

        return Name().Match(written) is { Success: true } match && !IsFileName(written)
            ? new ExtensionSource(null, match.Groups["name"].Value, match.Groups["version"] is { Success: true, Value: var version } ? version : null)
            : throw new ChaosException($"There is no folder or file '{written}'. {Kinds}");
    }

    /// <summary>Lays a copy of the package file under the name by which NuGet finds it, whatever a browser or a person has called it.</summary>
    /// <param name="folder">Where to; it is made.</param>
    /// <returns>The folder.</returns>
    public string Lay(string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path!, System.IO.Path.Combine(folder, $"{Package}.{Version}.nupkg")); // of a package file
        return folder;
    }

    private static bool IsFileName(string written) =>
        written.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || written.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase);

    private static ExtensionSource OfPackageFile(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var description = archive.Entries.FirstOrDefault(entry => !entry.FullName.Contains('/') && entry.Name.EndsWith(".nuspec", StringComparison.Ordinal));
            using var stream = description?.Open();
            var metadata = stream is null ? null : XDocument.Load(stream).Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "metadata");
            var (name, version) = (TextOf(metadata, "id"), TextOf(metadata, "version"));
            return Name().IsMatch($"{name}@{version}") ? new ExtensionSource(path, name, version) : throw new ChaosException($"'{path}' is no NuGet package: it does not say its name and version.");
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw new ChaosException($"'{path}' is no NuGet package: {exception.Message}", exception);
        }
    }

    private static string? TextOf(XElement? metadata, string name) => metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9_]+([._\-][A-Za-z0-9_]+)*)(@(?<version>[0-9][A-Za-z0-9.+\-]*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
