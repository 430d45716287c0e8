using ChaosToolkit.Testing;

namespace ChaosToolkit.Extensions;

public sealed class LoadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-extensions-").FullName;

    [Fact]
    public async Task Two_extensions_have_different_versions_of_one_library()
    {
        ExtensionSamples.Lay("greeter.v1", folder);
        ExtensionSamples.Lay("greeter.v2", folder);
        await using var engine = ExtensionSamples.NewEngine(folders: folder);
        Assert.Equal("HELLO Ada, this is version 2.", (string?)await engine.CallAsync("greeter.v2", "greet", """{"name":"${who}"}"""));
        Assert.Equal("Hello Ada, this is version 1.", (string?)await engine.CallAsync("greeter.v1", "greet", """{"name":"${who}"}"""));
    }

    [Fact]
    public async Task A_broken_extension_is_told_of_and_disturbs_no_other()
    {
        ExtensionSamples.Lay("acme.shop", folder);
        Directory.CreateDirectory(Path.Combine(folder, "broken"));
        await File.WriteAllTextAsync(Path.Combine(folder, "broken", "broken.dll"), "no library", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(folder, "stranger"));
        File.Copy(ChaosCommand.BuiltOf("greeter.v1", "greeting.dll"), Path.Combine(folder, "stranger", "stranger.dll"));
        using var log = new LogCollector();
        await using var engine = ExtensionSamples.NewEngine(log, folders: folder);
        Assert.Equal(3, (long?)(await engine.CallAsync("acme.shop", "read_stock", """{"product":"coffee"}"""))?["available"]);
        Assert.Equal(
            [
                "WARNING The extension 'broken' is left out: It is no .NET library, or is damaged.",
                "WARNING The extension 'stranger' is left out: It does not use the package ChaosToolkit, so it is no extension.",
            ],
            log.Lines);
        var diagnostic = Assert.Single(await engine.ValidateAsync("""{"type":"dotnet","module":"acme.shopp","func":"x"}"""));
        Assert.Contains("The extension 'broken' could not be loaded", diagnostic.Help, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'acme.shop'?", diagnostic.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_once()
    {
        using var log = new LogCollector();
        await using var engine = ExtensionSamples.NewEngine(log, folders: [Path.Combine(folder, "absent"), ExtensionFolders.OfUser]);
        Assert.Equal(engine.Extensions.Installed, engine.Extensions.Installed);
        Assert.Equal([$"WARNING There is no folder '{Path.Combine(folder, "absent")}' with extensions; CHAOS_EXTENSIONS names it."], log.Lines.Where(line => line.Contains(folder, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_is_loaded_before_it_is_needed()
    {
        Directory.CreateDirectory(Path.Combine(folder, "broken"));
        await File.WriteAllTextAsync(Path.Combine(folder, "broken", "broken.dll"), "no library", TestContext.Current.CancellationToken);
        using var log = new LogCollector();
        await using var engine = ExtensionSamples.NewEngine(log, folders: folder);
        Assert.Empty(await engine.ValidateAsync("""{"type":"process","path":"/bin/true"}"""));
        Assert.Empty(await engine.ValidateAsync("""{"type":"dotnet","module":"t","func":"secret"}"""));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_relative_folder_is_passed_over()
    {
        using var log = new LogCollector();
        await using var engine = ExtensionSamples.NewEngine(log, folders: "extensions");
        Assert.Empty(engine.Extensions.Installed);
        Assert.StartsWith("WARNING The folder of extensions 'extensions' is passed over", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_extension_in_two_folders_the_first_counts()
    {
        var first = Directory.CreateDirectory(Path.Combine(folder, "first")).FullName;
        var second = Directory.CreateDirectory(Path.Combine(folder, "second")).FullName;
        ExtensionSamples.Lay("greeter.v1", first);
        ExtensionSamples.Lay("greeter.v1", second);
        await using var engine = ExtensionSamples.NewEngine(folders: [first, second]);
        Assert.StartsWith(first, Assert.Single(engine.Extensions.Installed).Library, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugin_channels_find_a_notifier_of_an_extension()
    {
        ExtensionSamples.Lay("acme.shop", folder);
        var file = Path.Combine(folder, "events");
        var settings = ExtensionSamples.Parse($$"""{"notifications":[{"type":"plugin","module":"acme.shop","file":"{{file}}"}]}""").AsObject();
        await using var engine = ExtensionSamples.NewEngine(settings: settings, folders: folder);
        await engine.Channels.NotifyAsync("run-started", "run", null, null, TestContext.Current.CancellationToken);
        Assert.Equal("run-started\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Is_described_as_a_python_extension_is()
    {
        ExtensionSamples.Lay("acme.shop", folder);
        await using var engine = ExtensionSamples.NewEngine(folders: folder);
        var document = ExtensionDiscovery.DocumentOf(Assert.Single(engine.Extensions.Installed), TimeProvider.System);
        foreach (var changing in (string[])["id", "date", "platform"])
        {
            document.Remove(changing);
        }

        Snapshot.Verify(Values.JsonText.Of(document, indented: true));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
