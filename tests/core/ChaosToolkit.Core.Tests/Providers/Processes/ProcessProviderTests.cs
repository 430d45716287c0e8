using System.Text.Json.Nodes;

namespace ChaosToolkit.Core.Tests.Providers.Processes;

public sealed class ProcessProviderTests : IAsyncDisposable
{
    private const string Warning = "Warning: This process returned a non-zero exit code. This may indicate some error and not what you expected. Please have a look at the logs.";

    private readonly ProviderBench bench = new("process");

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData("""{"path": "printf", "arguments": ["  one\\r\\n\\ttwo\\n\\033[31m\\a"]}""", 0, "  one\r\n\ttwo\n\u001b[31m\u0007", "")]
    [InlineData("""{"path": "sh", "arguments": ["-c", "printf out; printf 'warn\\n' >&2; exit 3"]}""", 3, "out", "warn\n")]
    [InlineData("""{"path": "echo", "arguments": "one   two | tr a-z A-Z"}""", 0, "ONE TWO\n", "")]
    [InlineData("""{"path": "echo"}""", 0, "\n", "")]
    [InlineData("""{"path": "echo", "arguments": ""}""", 0, "\n", "")]
    [InlineData("""{"path": "echo", "arguments": {}}""", 0, "\n", "")]
    [InlineData("""{"path": "echo", "arguments": ["~/notes", "$HOME", "*", "a b"]}""", 0, "~/notes $HOME * a b\n", "")]
    [InlineData("""{"path": "printf", "arguments": ["[%s]", 1, -2, 0, 2.5, 10.0, true, false, null, "", " ", "end"]}""", 0, "[1][-2][0][2.5][10.0][True][False][ ][end]", "")]
    [InlineData("""{"path": "echo", "arguments": {"--keep": 30, "--force": "", "--quiet": null, "--dry": false}}""", 0, "--keep 30 --force --quiet --dry False\n", "")]
    [InlineData("""{"path": "printf", "arguments": ["\\377\\376s\\000\\351\\000"]}""", 0, "sé", "")]
    [InlineData("""{"path": "printf", "arguments": ["\\357\\273\\277ready"]}""", 0, "ready", "")]
    [InlineData("""{"path": "printf", "arguments": ["caf\\351 \\200"]}""", 0, "café €", "")]
    [InlineData("""{"path": "printf", "arguments": ["Größe → 東"]}""", 0, "Größe → 東", "")]
    [InlineData("""{"path": "no-such-tool-118", "arguments": "--now 2>/dev/null"}""", 127, "", "")]
    public async Task Records_what_a_program_left(string provider, int status, string output, string error)
    {
        var result = await bench.RunAsync(provider);
        Assert.Equal((status, output, error), ((int)result["status"]!, (string)result["stdout"]!, (string)result["stderr"]!));
        Assert.Equal(status > 0 ? [Warning] : [], bench.Lines);
    }

    [Fact]
    public async Task Does_not_warn_about_an_activity_with_a_tolerance()
    {
        await bench.RunAsync("""{"path": "false"}""", hasTolerance: true);
        Assert.Empty(bench.Lines);
    }

    [Theory]
    [InlineData("kill -9 $$", -9)]
    [InlineData("kill -TERM $$", -15)]
    [InlineData("exit 137", 137)]
    public async Task Tells_a_signal_from_an_exit_code(string script, int status)
    {
        var result = await bench.RunAsync($$"""{"path": "sh", "arguments": ["-c", "{{script}}"]}""");
        Assert.Equal(status, (int)result["status"]!);
        Assert.Equal(status > 0 ? [Warning] : [], bench.Lines);
    }

    [Fact]
    public async Task Reads_a_megabyte_on_each_stream()
    {
        var result = await bench.RunAsync("""
            {"path": "sh", "arguments": ["-c", "head -c 1200000 /dev/zero | tr '\\0' o; { head -c 1200000 /dev/zero | tr '\\0' e; } >&2; printf LAST"]}
            """);
        Assert.Equal(new string('o', 1200000) + "LAST", (string)result["stdout"]!);
        Assert.Equal(new string('e', 1200000), (string)result["stderr"]!);
    }

    [Fact]
    public async Task Replaces_references_in_path_and_arguments()
    {
        var result = await bench.RunAsync("""{"path": "${tool}", "arguments": "${words}"}""", """{"tool": "echo", "words": ["a b", "$x", 1]}""");
        Assert.Equal("a b $x 1\n", (string)result["stdout"]!);
    }

    [Fact]
    public async Task Leaves_dollars_alone_where_nothing_is_configured()
    {
        var result = await bench.RunAsync("""{"path": "echo", "arguments": ["$$7", "${x}"]}""");
        Assert.Equal("$$7 ${x}\n", (string)result["stdout"]!);
    }

    [Fact]
    public async Task Appends_the_value_that_a_tolerance_hands_over()
    {
        var provider = JsonNode.Parse("""{"path": "echo", "arguments": {"--unit": "bytes"}}""")!.AsObject();
        var call = new ChaosToolkit.Providers.ActivityCall([], provider, [], []) { ExtraArguments = new JsonObject { ["value"] = 12 } };
        Assert.Equal("--unit bytes value 12\n", (string)(await bench.Provider.ExecuteAsync(call, TestContext.Current.CancellationToken))!["stdout"]!);
    }

    [Theory]
    [InlineData("""{"path": "no-such-tool-118", "arguments": ["--now"]}""")]
    [InlineData("""{"path": "/", "arguments": []}""")]
    public async Task A_missing_program_with_list_arguments_is_no_mere_failure(string provider)
    {
        var exception = await Assert.ThrowsAsync<ChaosException>(() => bench.RunAsync(provider));
        Assert.Contains("program", exception.Message);
    }

    [Fact]
    public async Task Output_without_end_is_refused()
    {
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync("""{"path": "yes"}"""));
        Assert.Contains("100 MB", exception.Message);
    }

    [Fact]
    public async Task A_program_that_reads_no_more_ends_the_one_that_writes()
    {
        var result = await bench.RunAsync("""{"path": "sh", "arguments": ["-c", "yes | head -n 1"], "timeout": 20}""");
        Assert.Equal("y\n", (string)result["stdout"]!);
    }

    [Fact]
    public async Task Waits_for_a_program_that_closed_its_output()
    {
        var result = await bench.RunAsync("""{"path": "sh", "arguments": ["-c", "exec >/dev/null 2>&1; sleep 0.2; exit 5"]}""");
        Assert.Equal(5, (int)result["status"]!);
    }

    [Fact]
    public async Task Runs_many_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => bench.RunAsync($$"""{"path": "sh", "arguments": ["-c", "echo {{i}}; exit {{i}}"]}""")));
        Assert.Equal(Enumerable.Range(0, 40), results.Select(result => (int)result["status"]!));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}\n"), results.Select(result => (string)result["stdout"]!));
    }
}
