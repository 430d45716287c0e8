using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Wizard;

/// <summary>The wizard at a keyboard: the real command in a pseudo terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Down = "\u001b[B";
    private const string Enter = "\r";
    private const string ControlC = "\u0003";

    private readonly TemporaryFolder folder = new();

    public TerminalTests() => folder.Write("discovery.json", DiscoverySamples.Mill);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Chooses_with_the_arrow_keys_and_takes_defaults_with_enter()
    {
        var result = await PlayAsync(
            "experiment.yaml",
            ("Title of the experiment", "The mill stands still" + Enter),
            ("hypothesis?", Enter),
            ("a method?", "y" + Enter),
            ("0) none", Enter),
            ("Use stop_wheel?", "y" + Enter),
            ("Argument wheel", "two" + Enter),
            ("is no whole number", "2" + Enter),
            ("Argument seconds", Enter),
            ("Argument gears", Enter),
            ("Another activity?", "y" + Enter),
            ("0) none", Down),
            ("> 2) flour", Enter),
            ("Use flour?", "y" + Enter),
            ("Another activity?", Enter),
            ("rollbacks?", Enter));
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains("Run it with: chaos run experiment.yaml", result.Output, StringComparison.Ordinal);
        Snapshot.Verify(folder.Read("experiment.yaml"));
    }

    [Fact]
    public async Task Finds_an_activity_by_its_number()
    {
        var result = await PlayAsync(
            "experiment.json",
            ("Title of the experiment", "t" + Enter),
            ("hypothesis?", Enter),
            ("a method?", "y" + Enter),
            ("0) none", "2" + Enter),
            ("Use flour?", "y" + Enter),
            ("Another activity?", "y" + Enter),
            ("0) none", "0" + Enter),
            ("rollbacks?", Enter));
        Assert.Equal(ExitCode.Success, result.ExitCode);
        var method = JsonNode.Parse(folder.Read("experiment.json"))?["method"] as JsonArray;
        Assert.Equal(["flour"], method?.Select(activity => Value.AsText(activity?["name"])));
    }

    [Theory]
    [InlineData("Title of the experiment")]
    [InlineData("hypothesis?")]
    [InlineData("0) none")]
    [InlineData("Argument wheel")]
    public async Task Ctrl_c_leaves_nothing_behind(string question)
    {
        (string, string)[] steps =
        [
            ("Title of the experiment", "t" + Enter), ("hypothesis?", Enter), ("a method?", "y" + Enter), ("0) none", Enter), ("Use stop_wheel?", "y" + Enter), ("Argument wheel", ""),
        ];
        var before = steps.TakeWhile(step => step.Item1 != question);
        var result = await PlayAsync("experiment.json", [.. before, (question, ControlC)]);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("nothing was written", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[?25l", result.Output[(result.Output.LastIndexOf("\u001b[?25", StringComparison.Ordinal) is >= 0 and var last ? last : 0)..], StringComparison.Ordinal);
        Assert.Equal(["chaostoolkit.log", "discovery.json"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ctrl_c_leaves_the_file_that_was_there()
    {
        folder.Write("experiment.json", "mine");
        await PlayAsync("experiment.json", ("Title of the experiment", "t" + Enter), ("hypothesis?", ControlC));
        Assert.Equal("mine", folder.Read("experiment.json"));
    }

    [Fact]
    public async Task A_terminal_that_can_do_little_is_asked_line_by_line()
    {
        var result = await PlayAsync(
            "experiment.json", "dumb", ("Title of the experiment: ", "t\n"), ("[y/N]: ", "n\n"), ("[y/N]: ", "y\n"), ("0 for none: ", "2\n"), ("[y/N]: ", "y\n"), ("[y/N]: ", "n\n"), ("[y/N]: ", "\n"));
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.True(File.Exists(folder.At("experiment.json")));
    }

    private Task<ChaosResult> PlayAsync(string path, params (string Await, string Press)[] steps) => PlayAsync(path, "xterm-256color", steps);

    private Task<ChaosResult> PlayAsync(string path, string terminal, params (string Await, string Press)[] steps) =>
        TerminalProcess.RunAsync(folder, new Dictionary<string, string?> { ["TERM"] = terminal }, [.. steps.Select(step => (step.Await, TerminalProcess.Press(step.Press)))], "init", "--experiment-path", path);
}
