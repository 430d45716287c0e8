using System.Text.RegularExpressions;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>The real command in a pseudo terminal.</summary>
public sealed partial class LiveRunTests : IDisposable
{
    // The action goes on until the test has seen what it waits for.
    private const string Experiment = """
        {
          'title': 'Does the mill stand still?', 'description': 'd',
          'steady-state-hypothesis': {'title': 'It stands', 'probes': [{'type': 'probe', 'name': 'wheel turns', 'tolerance': {'type': 'regex', 'target': 'stdout', 'pattern': '^4$'}, 'provider': {'type': 'process', 'path': 'cat', 'arguments': 'wheel'}}]},
          'method': [
            {'type': 'probe', 'name': 'watch the stream', 'background': true, 'provider': {'type': 'process', 'path': 'sh', 'arguments': '-c "while [ ! -e seen ]; do sleep 0.05; done"'}},
            {'type': 'action', 'name': 'stop the wheel', 'provider': {'type': 'process', 'path': 'sh', 'arguments': '-c "while [ ! -e seen ]; do sleep 0.05; done; echo 0 > wheel"'}}
          ],
          'rollbacks': [{'type': 'action', 'name': 'turn the wheel', 'provider': {'type': 'process', 'path': 'sh', 'arguments': '-c "echo 4 > wheel"'}}]
        }
        """;

    private readonly TemporaryFolder folder = new();

    public LiveRunTests()
    {
        folder.Write("experiment.json", Experiment.Replace('\'', '"').Replace("-c \"", "-c '", StringComparison.Ordinal).Replace("\"\"}", "'\"}", StringComparison.Ordinal));
        folder.Write("wheel", "4");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(120)]
    [InlineData(40)]
    public async Task Shows_what_goes_on_and_leaves_the_log_and_a_summary(int width)
    {
        var result = await RunAsync([("", TerminalProcess.Resize(30, width)), ("stop the wheel  ", TerminalProcess.Touch("seen"))]);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("beside  watch the stream  ", result.Output, StringComparison.Ordinal);

        // In the end there are the lines of the log, as they always were, and the summary.
        var rows = VirtualScreen.Of(result.Output, width).Rows;
        var shown = string.Concat(rows.Select(row => row.PadRight(width)));
        Assert.NotEmpty(LogLines());
        Assert.All(LogLines(), line => Assert.Contains(line, Spaces().Replace(shown, " "), StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.StartsWith("  beside", StringComparison.Ordinal) || row.Contains("  action  ", StringComparison.Ordinal));
        var summary = rows.SkipWhile(row => !row.StartsWith("✗ Deviated", StringComparison.Ordinal)).ToList();
        Assert.Contains(summary, row => row.StartsWith("    - expected  ", StringComparison.Ordinal));
        Assert.Contains("    + observed  0", summary, StringComparer.Ordinal);
        Assert.Contains("  journal   journal.json", summary);
        Assert.StartsWith("  next      chaos report", summary.First(row => row.StartsWith("  next", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_the_size_of_the_terminal()
    {
        var result = await RunAsync(
            [("", TerminalProcess.Resize(30, 120)), ("stop the wheel  ", TerminalProcess.Resize(30, 26)), ("stop the", TerminalProcess.Touch("seen"))]);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
    }

    [Fact]
    public async Task Ctrl_c_ends_the_run_with_its_summary_and_no_row_left()
    {
        var result = await RunAsync([("stop the wheel  ", TerminalProcess.Press("\u0003")), ("ending (Ctrl-C)", TerminalProcess.Touch("seen"))]);
        var rows = VirtualScreen.Of(result.Output, 200).Rows;
        Assert.DoesNotContain(rows, row => row.StartsWith("  beside", StringComparison.Ordinal) || row.StartsWith("  action", StringComparison.Ordinal));
        Assert.Contains("? Interrupted: The run was ended early", rows);
    }

    [Theory]
    [InlineData(1)] // SIGHUP
    [InlineData(3)] // SIGQUIT
    public async Task A_signal_that_ends_the_process_leaves_no_row(int signal)
    {
        var result = await RunAsync([("watch the stream  ", TerminalProcess.Signal(signal))], "--no-watchdog");
        Assert.NotEqual(ExitCode.Success, result.ExitCode);
        Assert.DoesNotContain(VirtualScreen.Of(result.Output, 200).Rows, row => row.StartsWith("  beside", StringComparison.Ordinal));
        File.WriteAllText(folder.At("seen"), ""); // what the run started ends by that
    }

    [Fact]
    public async Task Colours_are_left_out_where_nobody_wants_them_and_the_cursor_is_never_hidden()
    {
        var plain = await RunAsync([("watch the stream  ", TerminalProcess.Touch("seen"))]);
        Assert.DoesNotMatch(Colour(), plain.Output);
        Assert.DoesNotContain("?25", plain.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", "dumb")]
    [InlineData("CI", "true")]
    [InlineData("GITHUB_ACTIONS", "true")]
    public async Task Shows_nothing_but_the_log_in_ci_and_where_the_terminal_can_do_little(string name, string value)
    {
        folder.Write("seen", "");
        var result = await TerminalProcess.RunAsync(folder, new Dictionary<string, string?> { [name] = value }, [("", TerminalProcess.Resize(30, 120))], "run", "experiment.json");
        Assert.DoesNotContain('\e', result.Output);
        Assert.All(result.Output.TrimEnd().Split('\n'), line => Assert.True(line.StartsWith('[') || line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith("::", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task Json_lines_stay_alone()
    {
        folder.Write("seen", "");
        var result = await TerminalProcess.RunAsync(folder, new Dictionary<string, string?>(), [("", TerminalProcess.Resize(30, 120))], "--log-format", "json", "run", "experiment.json");
        Assert.All(result.Output.TrimEnd().Split('\n'), line => Assert.StartsWith("{", line, StringComparison.Ordinal));
    }

    private Task<ChaosResult> RunAsync(IReadOnlyList<(string, System.Text.Json.Nodes.JsonNode)> steps, params string[] options) =>
        TerminalProcess.RunAsync(folder, new Dictionary<string, string?>(), steps, ["run", "--rollback-strategy", "always", .. options, "experiment.json"]);

    // From the log file, without where they come from.
    private IEnumerable<string> LogLines() => from line in File.ReadLines(folder.At("chaostoolkit.log"))
                                              let match = Record().Match(line)
                                              where match.Success
                                              select Spaces().Replace($"{match.Groups[1].Value}] {match.Groups[2].Value}", " ");

    [GeneratedRegex(@"^(\[\S+ \S+ (?:INFO|WARNING|ERROR|CRITICAL))\] \[\S+:\d+\] (.*)$")]
    private static partial Regex Record();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();
}
