using System.Text.Json.Nodes;
using System.Xml.Linq;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Extensions;

public sealed class TemplateTests : IDisposable
{
    private readonly ExtensionHome home = new();
    private readonly string version = $"0.1.0-test{Guid.NewGuid():N}";

    /// <summary>The way of a user: template, build, tests, package, installation by name, run. One test, for each step needs the one before.</summary>
    [Fact]
    public async Task What_the_template_makes_builds_passes_its_tests_and_runs()
    {
        var packages = Directory.CreateDirectory(Path.Combine(home.Folder, "packages")).FullName;
        var configuration = char.ToUpperInvariant(Path.GetFileName(ChaosCommand.BuiltOf("chaos"))[0]) + Path.GetFileName(ChaosCommand.BuiltOf("chaos"))[1..];
        await DotnetAsync(Repository.Root, "pack", "src/core/ChaosToolkit.Core", "--no-build", "-c", configuration, "-o", packages, $"-p:PackageVersion={version}");
        await DotnetAsync(Repository.Root, "pack", "templates", "-o", packages, $"-p:PackageVersion={version}");
        home.Write("NuGet.Config", """<configuration><packageSources><add key="here" value="packages" /></packageSources></configuration>""");

        await DotnetAsync(home.Folder, "new", "install", Path.Combine(packages, $"ChaosToolkit.Templates.{version}.nupkg"));
        await DotnetAsync(home.Folder, "new", "chaos-extension", "-n", "acme.first", "-o", "acme.first", "--chaosToolkitVersion", version);
        var made = Path.Combine(home.Folder, "acme.first");
        Assert.Contains("0 Warning(s)", await DotnetAsync(made, "build"), StringComparison.Ordinal);
        Assert.Contains("succeeded: 3", await DotnetAsync(made, "test", "--no-build"), StringComparison.Ordinal);
        await DotnetAsync(made, "pack", "src/acme.first", "-o", packages, $"-p:PackageVersion={version}");

        var (status, output, errors) = await home.ChaosAsync("extension", "install", $"acme.first@{version}", "--source", "packages");
        Assert.True(status == 0, errors);
        Assert.Contains("acme.first.FileProbes  count_lines(path)", output, StringComparison.Ordinal);
        Assert.Equal(
            ["acme.first.deps.json", "acme.first.dll", "acme.first.xml"],
            Directory.EnumerateFiles(Path.Combine(home.Extensions, "acme.first")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await AssertInstallsARenamedFileAsync(Path.Combine(packages, $"acme.first.{version}.nupkg"));
        home.Write("lines.txt", "");
        (status, _, errors) = await home.ChaosAsync("run", Path.Combine(made, "experiment.json"));
        Assert.True(status == 0, errors);
        Assert.Contains("3 activities were played", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_template_asks_for_the_version_it_is_packed_with()
    {
        var template = JsonNode.Parse(File.ReadAllText(Repository.At("templates", "chaos-extension", ".template.config", "template.json")))!;
        var properties = XDocument.Load(Repository.At("Directory.Build.props"));
        Assert.Equal(properties.Descendants("Version").Single().Value, (string?)template["symbols"]?["chaosToolkitVersion"]?["defaultValue"]);
    }

    public void Dispose()
    {
        home.Dispose();
        foreach (var package in (string[])["chaostoolkit", "acme.first"])
        {
            if (Path.Combine(ExtensionHome.Packages, package, version) is var kept && Directory.Exists(kept))
            {
                Directory.Delete(kept, recursive: true);
            }
        }
    }

    // As a browser saves it that has one of the name already.
    private async Task AssertInstallsARenamedFileAsync(string package)
    {
        Assert.Equal(0, (await home.ChaosAsync("extension", "remove", "acme.first")).Status);
        Directory.CreateDirectory(Path.Combine(home.Folder, "downloads"));
        File.Copy(package, Path.Combine(home.Folder, "downloads", "first (1).nupkg"));

        var (status, output, errors) = await home.ChaosAsync("extension", "install", "downloads/first (1).nupkg");
        Assert.True(status == 0, errors);
        Assert.Contains("acme.first.FileProbes  count_lines(path)", output, StringComparison.Ordinal);
    }

    private async Task<string> DotnetAsync(string folder, params string[] args)
    {
        var (status, output, errors) = await home.DotnetAsync(folder, args);
        Assert.True(status == 0, $"dotnet {string.Join(' ', args)} ended with {status}:\n{output}\n{errors}");
        return output;
    }
}
