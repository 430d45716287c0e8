using ChaosToolkit.Testing;
namespace ChaosToolkit.Cli.Acceptance;

public sealed class JournalPathTests : IDisposable
{
    private const string Experiment =
        "{'title': 't', 'description': 'd', 'method': [{'type': 'action', 'name': 'ran', 'provider': {'type': 'process', 'path': 'touch', 'arguments': ['ran']}}]}";

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("folder")]
    [InlineData("folder/")]
    [InlineData("file/journal.json")]
    [InlineData("/proc/journal.json")]
    [InlineData("")]
    public async Task Is_refused_before_the_method_where_nothing_can_be_written(string path)
    {
        Directory.CreateDirectory(folder.At("folder"));
        folder.Write("file", "");

        using var chaos = LiveChaos.Run(folder, Experiment, "--journal-path", path);

        Assert.InRange(await chaos.EndAsync(), 1, 2);
        Assert.False(File.Exists(folder.At("ran")));
        Assert.Contains(chaos.Lines, line => line.Contains("--journal-path", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("new/folder/journal.json")]
    [InlineData("/dev/null")]
    public async Task Is_taken_where_something_can_be_written(string path)
    {
        using var chaos = LiveChaos.Run(folder, Experiment, "--journal-path", path);

        Assert.Equal(0, await chaos.EndAsync());
        Assert.True(File.Exists(folder.At("ran")));
        Assert.True(path == "/dev/null" || File.Exists(folder.At(path)));
    }

    [Fact]
    public async Task That_cannot_be_read_back_does_not_decide_how_the_run_ended()
    {
        folder.Write("experiment.json", Experiment.Replace('\'', '"'));
        var environment = new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = folder.At("summary.md") };
        var result = await ChaosProcess.RunAsync(folder, environment, "run", "--journal-path", "/dev/null", "experiment.json");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("## ", folder.Read("summary.md"), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
