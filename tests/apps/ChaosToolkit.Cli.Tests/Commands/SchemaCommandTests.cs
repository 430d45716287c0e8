using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Commands;

public sealed class SchemaCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Prints_the_schema_of_experiments_and_nothing_else()
    {
        var result = await ChaosProcess.RunAsync(folder, "schema");

        var schema = JsonNode.Parse(result.Output);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Empty(result.Errors);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema?["$schema"]);
        Assert.Equal(["title", "description", "method"], ((JsonArray)schema!["required"]!).Select(name => (string?)name));
    }
}
