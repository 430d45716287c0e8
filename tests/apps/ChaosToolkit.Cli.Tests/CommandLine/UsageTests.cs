using ChaosToolkit.Testing;
namespace ChaosToolkit.Cli.CommandLine;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "chaos: A command is missing.")]
    [InlineData("walk", "chaos: There is no command 'walk'.")]
    [InlineData("rnu x", "chaos: There is no command 'rnu'. Did you mean 'run'?")]
    [InlineData("run", "chaos run: SOURCE is missing.")]
    [InlineData("run a b", "chaos run: 'b' is one argument too many.")]
    [InlineData("run --fast x", "chaos run: There is no option --fast.")]
    [InlineData("run x --fial-fast", "chaos run: There is no option --fial-fast. Did you mean --fail-fast?")]
    [InlineData("run --journal j.json x", "chaos run: There is no option --journal.")]
    [InlineData("run x --journal-path", "chaos run: --journal-path needs a value.")]
    [InlineData("run --dry x", "chaos run: --dry cannot be 'x'. ")]
    [InlineData("run --no-verify-tls=no x", "chaos run: --no-verify-tls takes no value.")]
    [InlineData("run --verbose x", "chaos run: --verbose stands before the command: chaos --verbose run.")]
    [InlineData("run --timeout soon x", "chaos run: --timeout needs a number, 'soon' is none.")]
    [InlineData("run --fail-fast-ratio 1.5 x", "chaos run: --fail-fast-ratio cannot be 1.5: it goes from 0 to 1.")]
    [InlineData("run --hypothesis-frequency=-1 x", "chaos run: --hypothesis-frequency cannot be -1: it goes from 0 to 1000000000.")]
    [InlineData("run --hypothesis-frequency 1e300 x", "chaos run: --hypothesis-frequency cannot be 1e300: it goes from 0 to 1000000000.")]
    [InlineData("run --timeout 1e300 x", "chaos run: --timeout cannot be 1e300: it goes from 0 to 1000000000.")]
    [InlineData("run --var-file absent.json x", "chaos run: --var-file: there is no file 'absent.json'.")]
    [InlineData("run --control-file absent.json x", "chaos run: --control-file: there is no file 'absent.json'.")]
    [InlineData("--log-format xml run x", "chaos run: --log-format cannot be 'xml'. Known: string, json.")]
    [InlineData("--change-dir absent run x", "chaos run: --change-dir: cannot move to 'absent'")]
    [InlineData("settings", "chaos settings: A command is missing.")]
    [InlineData("settings set zone", "chaos settings set: VALUE is missing.")]
    [InlineData("settings set zone us", "chaos settings set: VALUE is not JSON.")]
    public async Task Says_what_is_wrong_then_the_usage_and_does_nothing(string line, string expected)
    {
        var result = await ChaosProcess.RunAsync(folder, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(expected, result.Errors, StringComparison.Ordinal);
        Assert.StartsWith("Usage: chaos", result.Errors.Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--no-version-check --version")]
    [InlineData("--verbose --version")]
    public async Task Prints_the_version(string line)
    {
        var result = await ChaosProcess.RunAsync(folder, line.Split(' '));
        Assert.Matches(@"^chaos, version \d+\.\d+\.\d+\S*\n$", result.Output);
        Assert.Equal(ExitCode.Success, result.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("validate")]
    [InlineData("discover")]
    [InlineData("init")]
    [InlineData("settings")]
    [InlineData("settings show")]
    [InlineData("settings get")]
    [InlineData("settings set")]
    [InlineData("settings remove")]
    [InlineData("info")]
    [InlineData("report")]
    [InlineData("schema")]
    [InlineData("completion")]
    public async Task Helps_with_each_command(string command)
    {
        var result = await ChaosProcess.RunAsync(folder, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Testing.Snapshot.Verify(
            string.Join('\n', result.Output.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())),
            command.Length == 0 ? "chaos" : command.Replace(' ', '-'));
    }
}
