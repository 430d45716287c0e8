using System.ComponentModel;
using System.Diagnostics;
using System.Security;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>Gets a NuGet package with all it depends on, by means of the <c>dotnet</c> command and a project made for it.</summary>
/// <param name="folder">An empty folder to work in.</param>
internal sealed class PackageRestore(string folder)
{
    private const string ProjectName = "restored-package";

    /// <summary>Gets a package.</summary>
    /// <param name="package">Its name.</param>
    /// <param name="version">Its version; <see langword="null"/> for the newest.</param>
    /// <param name="sources">Where to look for it beside the sources that NuGet is configured with.</param>
    /// <param name="isAlone">Whether a copy that NuGet keeps from earlier is not good enough: the file was given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The extension's library, and the file that says what it needs.</returns>
    /// <exception cref="ChaosException">The package cannot be had, or holds no extension.</exception>
    public async Task<(string Library, string Dependencies)> GetAsync(
        string package, string? version, IReadOnlyList<string> sources, bool isAlone, CancellationToken cancellationToken)
    {
        // Found first, they keep what lies in the folders above out of the build.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "<Project />", cancellationToken);
        }

        var project = Path.Combine(folder, ProjectName + ".csproj");
        await File.WriteAllTextAsync(project, ProjectOf(package, version, sources, isAlone), cancellationToken);
        var output = Path.Combine(folder, "output");
        await RunAsync(package, ["publish", project, "--configuration", "Release", "--output", output, "-nologo", "-verbosity:quiet", "-nodeReuse:false"], cancellationToken);

        var dependencies = Path.Combine(output, ProjectName + ".deps.json");
        var libraries = LibrariesOf(package, dependencies).Select(file => Path.Combine(output, file)).Where(File.Exists).Where(LibraryFacts.IsExtension).ToList();
        return libraries switch
        {
            [var only] => (only, dependencies),
            [] => throw new ChaosException($"The package '{package}' holds no extension: none of its libraries for .NET {Environment.Version.Major} uses the package ChaosToolkit."),
            _ => (libraries.Find(library => string.Equals(Path.GetFileNameWithoutExtension(library), package, StringComparison.OrdinalIgnoreCase)) ?? libraries[0], dependencies),
        };
    }

    private string ProjectOf(string package, string? version, IReadOnlyList<string> sources, bool isAlone) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <EnableDynamicLoading>true</EnableDynamicLoading>
            <EnableDefaultItems>false</EnableDefaultItems>
            <CopyDocumentationFilesFromPackages>true</CopyDocumentationFilesFromPackages>
            <RestoreAdditionalProjectSources>{SecurityElement.Escape(string.Join(';', sources))}</RestoreAdditionalProjectSources>
            {(isAlone ? $"<RestorePackagesPath>{SecurityElement.Escape(Path.Combine(folder, "packages"))}</RestorePackagesPath>" : "")}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{SecurityElement.Escape(package)}" Version="{(version is null ? "*" : $"[{SecurityElement.Escape(version)}]")}" />
          </ItemGroup>
        </Project>
        """;

    private async Task RunAsync(string package, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Start(start);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new ChaosException($"The package '{package}' cannot be had: {ReasonIn(output + await errors)}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new ChaosException("The dotnet command did not start.");
        }
        catch (Win32Exception exception)
        {
            throw new ChaosException("Packages are got with the dotnet command of the .NET SDK, which cannot be started. Install the SDK, or give a folder or a .dll.", exception);
        }
    }

    // A line of MSBuild: FILE : error CODE: message [PROJECT].
    private static string ReasonIn(string output)
    {
        var line = output.Split('\n').FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal))?.Trim() ?? output.Trim().Split('\n')[^1];
        var start = Math.Max(0, line.IndexOf("error ", StringComparison.Ordinal));
        var end = line.LastIndexOf(" [", StringComparison.Ordinal);
        return line[start..(end > start ? end : line.Length)];
    }

    private static IEnumerable<string> LibrariesOf(string package, string dependencies)
    {
        var targets = JsonNode.Parse(File.ReadAllText(dependencies))?["targets"] as JsonObject;
        var entry = targets?.SelectMany(target => target.Value as JsonObject ?? []).FirstOrDefault(one => one.Key.StartsWith(package + "/", StringComparison.OrdinalIgnoreCase)).Value;
        return (entry?["runtime"] as JsonObject)?.Select(asset => Path.GetFileName(asset.Key)) ?? [];
    }
}
