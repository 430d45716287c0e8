using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Configuration;

public class DynamicConfigurationTests
{
    [Theory]
    [InlineData("process", """{"status": 0, "stdout": " blue-7\n", "stderr": "x"}""", "\"blue-7\"")]
    [InlineData("process", """{"status": 0, "stdout": ""}""", "\"\"")]
    [InlineData("http", """{"status": 200, "headers": {}, "body": {"replicas": 5}}""", """{"replicas":5}""")]
    [InlineData("http", """{"status": 404, "headers": {}, "body": "no such thing"}""", "\"no such thing\"")]
    [InlineData("python", "10", "10")]
    [InlineData("python", """{"body": 1}""", """{"body":1}""")]
    [InlineData("dotnet", "null", "null")]
    public async Task Takes_the_value_out_of_the_output(string provider, string output, string value)
    {
        var result = await LoadAsync(
            $$$"""{"before": 1, "it": {"type": "probe", "provider": {"type": "{{{provider}}}"}}, "after": 2}""", (_, _) => SampleJson.Node(output));
        Assert.Equal($$"""{"before":1,"it":{{value}},"after":2}""", JsonText.Of(result.Values));
        Assert.Empty(result.Failed);
    }

    [Fact]
    public async Task Leaves_out_those_that_failed_and_goes_on()
    {
        var result = await LoadAsync(
            """{"code": {"type": "probe", "name": "c", "provider": {"type": "process"}}, "slow": {"type": "probe", "name": "s", "provider": {"type": "http"}}, "fine": 1}""",
            (entry, _) => Value.AsText(entry["name"]) == "c" ? SampleJson.Node("""{"status": 4, "stdout": "partial"}""") : throw new ActivityFailedException("slow"));
        Assert.Equal("""{"fine":1}""", JsonText.Of(result.Values));
        Assert.Equal(["code", "slow"], result.Failed);
    }

    [Fact]
    public async Task Shows_each_probe_the_entries_above_it()
    {
        List<string> seen = [];
        await LoadAsync(
            """{"a": {"type": "probe", "provider": {"type": "python"}}, "b": "blue", "c": {"type": "probe", "provider": {"type": "python"}}, "d": 4}""",
            (_, configuration) =>
            {
                seen.Add(JsonText.Of(configuration));
                return 7;
            });
        Assert.Equal(["{}", """{"a":7,"b":"blue"}"""], seen);
    }

    [Fact]
    public async Task Passes_on_the_end_that_the_code_asked_for() =>
        await Assert.ThrowsAsync<ExitRequestedException>(() => LoadAsync(
            """{"a": {"type": "probe", "provider": {"type": "python"}}}""", (_, _) => throw new ExitRequestedException("3")));

    private static Task<DynamicConfiguration> LoadAsync(string configuration, Func<JsonObject, JsonObject, JsonNode?> run) =>
        DynamicConfiguration.LoadAsync(
            SampleJson.Members(configuration), [], (entry, known, _, _) => Task.FromResult(run(entry, known)), NullLogger.Instance, TestContext.Current.CancellationToken);
}
