using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos show</c>, in a pipe and on a terminal.</summary>
public sealed class ShowCommandTests : IDisposable
{
    private static readonly string Samples = Repository.At("tests", "reporting", "ChaosToolkit.Reporting.Tests", "Samples");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("shop.json")]
    [InlineData("library-0.12.json")]
    [InlineData("library-1.45.json")]
    public async Task Prints_plain_text_into_a_pipe(string name)
    {
        File.Copy(Path.Combine(Samples, name), folder.At("journal.json"));
        var result = await ChaosProcess.RunAsync(folder, "show", "journal.json");
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Empty(result.Errors);
        Assert.DoesNotContain('\e', result.Output);
        Assert.Contains("  next      chaos report journal.json report.html\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fits_the_terminal_and_is_coloured_there()
    {
        File.Copy(Path.Combine(Samples, "shop.json"), folder.At("journal.json"));
        var result = await Terminal.TerminalProcess.RunAsync(
            folder, new Dictionary<string, string?> { ["NO_COLOR"] = null }, [("", Terminal.TerminalProcess.Resize(24, 40))], "show", "journal.json");
        Assert.Contains("\e[1m", result.Output, StringComparison.Ordinal);
        Assert.All(System.Text.RegularExpressions.Regex.Replace(result.Output, @"\e\[[0-9;]*m", "").Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 40));
    }

    [Theory]
    [InlineData("absent.json", "There is no journal 'absent.json'.")]
    [InlineData("experiment.json", "this is not a journal: it is an experiment.")]
    public async Task Says_what_is_no_journal(string name, string expected)
    {
        folder.Write("experiment.json", """{"title": "t", "method": []}""");
        var result = await ChaosProcess.RunAsync(folder, "show", name);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }
}
