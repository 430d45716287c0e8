using ChaosToolkit.Values;

namespace ChaosToolkit.Python.Tests;

public sealed class DiscoveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Install(PythonWorld world, string distribution, string module)
    {
        var folder = Directory.CreateDirectory(Path.Combine(world.Folder, $"{distribution.Replace('-', '_')}-1.0.0.dist-info")).FullName;
        File.WriteAllText(Path.Combine(folder, "METADATA"), $"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0.0\nSummary: About {module}\n");
        File.WriteAllText(Path.Combine(folder, "top_level.txt"), module + "\n");
    }

    [Fact]
    public async Task Tells_names_arguments_types_and_defaults_of_a_package()
    {
        await using var world = new PythonWorld();
        Install(world, "chaostoolkit-harbour", "chaosharbour");
        world.Module("chaosharbour.__init__", "from chaoslib.discovery.discover import discover_actions, discover_probes\ndef discover(discover_system=True):\n    return {'activities': discover_actions('chaosharbour.actions'), 'system': {'cranes': 4} if discover_system else None}\n");
        world.Module("chaosharbour.actions", """
            from datetime import date
            from typing import Dict, List
            from chaoslib.types import Configuration
            __all__ = ["stop_crane", "close_gate"]
            def stop_crane(number: int, minutes: float = 2.5, on=date(2024, 2, 29), configuration: Configuration = None, *, only: int = 1, **more) -> Dict[str, str]:
                '''
                Stops the crane.

                    It starts again.
                '''
            def close_gate(names: List[str], *rest: str):
                pass
            def hidden():
                pass
            """);
        await world.KnowFolder();
        var found = await new PythonDiscovery(world.Services).DiscoverAsync("chaostoolkit-harbour", systemInfo: true, install: false, Token) ?? [];
        Assert.Equal(
            """[{"type":"action","name":"close_gate","mod":"chaosharbour.actions","doc":null,"arguments":[{"name":"names","type":"list"},{"name":"rest","type":"string"}]},{"type":"action","name":"stop_crane","mod":"chaosharbour.actions","doc":"Stops the crane.\n\n    It starts again.","arguments":[{"name":"number","type":"integer"},{"name":"minutes","default":2.5,"type":"number"},{"name":"on","default":"2024-02-29"},{"name":"configuration","default":null,"type":"mapping"}],"return_type":"mapping"}]""",
            JsonText.Of(found["activities"]));
        Assert.Equal("""{"cranes":4}""", JsonText.Of(found["system"]));
        var listed = await world.Interpreter.ListExtensionsAsync(Token);
        Assert.Contains(listed, one => (string?)one!["name"] == "chaostoolkit-harbour" && (string?)one["summary"] == "About chaosharbour");
    }

    [Theory]
    [InlineData("chaostoolkit-nowhere", "Package chaostoolkit-nowhere not found")]
    [InlineData("chaostoolkit-hollow", "could not load Python module 'chaoshollow'")]
    [InlineData("chaostoolkit-mute", "package 'chaosmute' does not export a `discover` function")]
    [InlineData("chaostoolkit-angry", "The discovery of 'chaostoolkit-angry' failed: RuntimeError: no")]
    public async Task Says_why_it_failed(string package, string message)
    {
        await using var world = new PythonWorld();
        Install(world, "chaostoolkit-hollow", "chaoshollow");
        Install(world, "chaostoolkit-mute", "chaosmute");
        Install(world, "chaostoolkit-angry", "chaosangry");
        world.Module("chaosmute", "def other():\n    pass\n");
        world.Module("chaosangry", "def discover(discover_system=True):\n    raise RuntimeError('no')\n");
        await world.KnowFolder();
        var exception = await Assert.ThrowsAsync<DiscoveryFailedException>(() => new PythonDiscovery(world.Services).DiscoverAsync(package, systemInfo: false, install: false, Token));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public async Task Fails_when_pip_cannot_install()
    {
        await using var world = new PythonWorld();
        // No registry is asked for a name that no package can have.
        var exception = await Assert.ThrowsAsync<DiscoveryFailedException>(() => new PythonDiscovery(world.Services).DiscoverAsync("./no such package", systemInfo: false, install: true, Token));
        Assert.Equal("failed to install `./no such package`", exception.Message);
    }
}
