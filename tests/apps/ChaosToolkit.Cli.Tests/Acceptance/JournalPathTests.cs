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

    public void Dispose() => folder.Dispose();
}
