using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Extensions;

public sealed class ExtensionCommandTests : IDisposable
{
    private readonly ExtensionHome home = new();

    [Fact]
    public async Task Installs_what_a_build_wrote_and_takes_it_away_again()
    {
        var (status, output, errors) = await home.ChaosAsync("extension", "install", ChaosCommand.BuiltOf("acme.shop"));
        Assert.Equal((0, true), (status, errors.Contains("Installed the extension 'acme.shop' 1.2.0", StringComparison.Ordinal)));
        Snapshot.Verify(output);
        Assert.Equal(output, (await home.ChaosAsync("extension", "list")).Output);
        Assert.Contains("acme.shop", (await home.ChaosAsync("info", "extensions")).Output, StringComparison.Ordinal);

        var documents = JsonNode.Parse((await home.ChaosAsync("extension", "list", "--format", "json")).Output)!.AsArray();
        Assert.Equal(5, Assert.Single(documents)!["activities"]!.AsArray().Count);

        Assert.Equal(0, (await home.ChaosAsync("extension", "remove", "acme.shop")).Status);
        Assert.Equal("No extensions are installed.\n", (await home.ChaosAsync("extension", "list")).Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Extensions));
    }

    [Fact]
    public async Task What_is_installed_can_be_discovered_and_its_document_is_one_for_the_wizard()
    {
        Assert.Equal(0, (await home.ChaosAsync("extension", "install", ChaosCommand.BuiltOf("acme.shop"))).Status);
        Assert.Equal(0, (await home.ChaosAsync("discover", "acme.shop", "--discovery-path", "shop.json")).Status);
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(home.Folder, "shop.json"), TestContext.Current.CancellationToken))!.AsObject();
        var activities = Wizard.DiscoveryDocument.Read("shop.json", document);
        Assert.All(activities, activity => Assert.Equal("dotnet", activity.Provider));
        Assert.Contains(activities, activity => (activity.Type, activity.Module, activity.Name) == ("probe", "acme.shop", "list_products"));
    }

    [Fact]
    public async Task Installs_a_library_over_an_older_one()
    {
        var library = ChaosCommand.BuiltOf("acme.shop", "acme.shop.dll");
        Assert.Equal(0, (await home.ChaosAsync("extension", "install", library)).Status);
        home.Write(".chaostoolkit/extensions/acme.shop/left-over.txt", "");
        Assert.Equal(0, (await home.ChaosAsync("extension", "install", library)).Status);
        Assert.Equal(
            ["acme.shop.deps.json", "acme.shop.dll", "acme.shop.pdb", "acme.shop.xml"],
            Directory.EnumerateFiles(Path.Combine(home.Extensions, "acme.shop")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_sample_experiment_runs_with_the_sample_extension()
    {
        await home.ChaosAsync("extension", "install", ChaosCommand.BuiltOf("acme.shop"));
        var (status, _, errors) = await home.ChaosAsync("run", Repository.At("samples", "extensions", "shop", "experiments", "sell-out.json"));
        Assert.True(status == 0, errors);
        Assert.Contains("The shop was changed 2 times", errors, StringComparison.Ordinal);
        var journal = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(home.Folder, "journal.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal("the experiment, change 1", (string?)journal["run"]?[0]?["audit"]);
    }

    [Theory]
    [InlineData("missing.dll", "There is no folder or file 'missing.dll'.")]
    [InlineData("../elsewhere", "There is no folder or file '../elsewhere'.")]
    [InlineData("empty", "No library in ")]
    [InlineData("text.dll", "The extension 'text' cannot be used and was not installed: It is no .NET library, or is damaged.")]
    [InlineData("text.nupkg", "is no NuGet package")]
    [InlineData("flood.json", "'flood.json' is no extension. An extension is a folder, a .dll, a .nupkg, or the name of a package: NAME or NAME@VERSION.")]
    public async Task Refuses_what_is_no_extension(string source, string message)
    {
        Directory.CreateDirectory(Path.Combine(home.Folder, "empty"));
        home.Write("text.dll", "text");
        home.Write("text.nupkg", "text");
        home.Write("flood.json", "{}");
        var (status, _, errors) = await home.ChaosAsync("extension", "install", source);
        Assert.Equal(1, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Extensions) && Directory.EnumerateFileSystemEntries(home.Extensions).Any());
    }

    [Fact]
    public async Task Refuses_a_build_that_lacks_a_library()
    {
        var folder = Directory.CreateDirectory(Path.Combine(home.Folder, "build")).FullName;
        foreach (var file in Directory.EnumerateFiles(ChaosCommand.BuiltOf("greeter.v1")).Where(file => Path.GetFileName(file) != "greeting.dll"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var (status, _, errors) = await home.ChaosAsync("extension", "install", folder);
        Assert.Equal(1, status);
        Assert.Contains("The extension 'greeter.v1' needs 'greeting.dll', which is not in", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_library_in_which_there_is_nothing_to_use()
    {
        File.Copy(ChaosCommand.BuiltOf("ChaosToolkit.Reporting", "ChaosToolkit.Reporting.dll"), Path.Combine(home.Folder, "acme.empty.dll"));

        var (status, _, errors) = await home.ChaosAsync("extension", "install", "acme.empty.dll");

        Assert.Equal(1, status);
        Assert.Contains("The extension 'acme.empty' cannot be used and was not installed: It has no public static method with [Probe]", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Extensions));
    }

    [Theory]
    [InlineData("acme.shp", "Did you mean 'acme.shop'?")]
    [InlineData("..", "There is no extension '..'")]
    [InlineData("../extensions", "There is no extension '../extensions'")]
    public async Task Removes_nothing_else(string name, string message)
    {
        await home.ChaosAsync("extension", "install", ChaosCommand.BuiltOf("acme.shop"));
        var (status, _, errors) = await home.ChaosAsync("extension", "remove", name);
        Assert.Equal(1, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(home.Extensions, "acme.shop", "acme.shop.dll")));
    }

    public void Dispose() => home.Dispose();
}
