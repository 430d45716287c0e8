using System.Text.Json.Nodes;
using ChaosToolkit.Discovery;
using ChaosToolkit.Providers;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

public sealed class DiscoverCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LogCollector log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Writes_the_document_of_the_first_discovery_that_knows_the_package()
    {
        var path = folder.At("found.json");
        Assert.Equal(ExitCode.Success, await DiscoverAsync(new DiscoverArguments { Package = "known", DiscoveryPath = path, Install = false }));
        Assert.Equal("""{"activities":[],"systemInfo":true,"install":false}""", JsonText.Of(JsonNode.Parse(folder.Read("found.json"))));
        Assert.Contains(log.Records, record => record.Level == LogLevel.Information && record.Message == $"Discovery outcome saved in {path}");
    }

    [Fact]
    public async Task What_nobody_knows_is_not_found()
    {
        Assert.Equal(ExitCode.Failure, await DiscoverAsync(new DiscoverArguments { Package = "unknown", DiscoveryPath = folder.At("found.json") }));
        Assert.Contains(log.Records, record => record.Level == LogLevel.Critical && record.Message == "Package unknown not found");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_discovery_that_fails_leaves_the_document_that_was_there()
    {
        var path = folder.Write("found.json", "mine");
        Assert.Equal(ExitCode.Failure, await DiscoverAsync(new DiscoverArguments { Package = "broken", DiscoveryPath = path }));
        Assert.Contains(log.Records, record => record.Level == LogLevel.Critical && record.Message == "It is broken.");
        Assert.Equal("mine", folder.Read("found.json"));
    }

    private async Task<int> DiscoverAsync(DiscoverArguments arguments)
    {
        await using var engine = new Engine(new EngineServices(log, TimeProvider.System), typeof(DiscoverCommandTests).Assembly);
        return await DiscoverPackage.RunAsync(arguments, engine, TestContext.Current.CancellationToken);
    }

    [Discovery("aside")]
    internal sealed class DecliningDiscovery : IDiscovery
    {
        public Task<JsonObject?> DiscoverAsync(string package, bool systemInfo, bool install, CancellationToken cancellationToken) => Task.FromResult<JsonObject?>(null);
    }

    [Discovery("certain")]
    internal sealed class ScriptedDiscovery : IDiscovery
    {
        public Task<JsonObject?> DiscoverAsync(string package, bool systemInfo, bool install, CancellationToken cancellationToken) => package switch
        {
            "known" => Task.FromResult<JsonObject?>(new JsonObject { ["activities"] = new JsonArray(), ["systemInfo"] = systemInfo, ["install"] = install }),
            "broken" => throw new DiscoveryFailedException("It is broken."),
            _ => Task.FromResult<JsonObject?>(null),
        };
    }
}
