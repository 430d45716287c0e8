using ChaosToolkit.Testing;
using ChaosToolkit.Verdicts;

namespace ChaosToolkit.Cli.Verdicts;

public sealed class StrictTests
{
    [Theory]
    [InlineData(VerdictOutcome.Passed, 0)]
    [InlineData(VerdictOutcome.Explored, 0)]
    [InlineData(VerdictOutcome.Deviated, 1)]
    [InlineData(VerdictOutcome.NotTested, 3)]
    [InlineData(VerdictOutcome.NotInjected, 4)]
    [InlineData(VerdictOutcome.Interrupted, 5)]
    [InlineData(VerdictOutcome.Aborted, 6)]
    [InlineData(VerdictOutcome.NotRestored, 7)]
    [InlineData(VerdictOutcome.Inconclusive, 8)]
    public void Each_outcome_has_its_exit_status(VerdictOutcome outcome, int status) => Assert.Equal(status, ExitCode.Of(outcome));

    [Theory]
    [InlineData("exit 1", 0, 0)]
    [InlineData("exit 0", 4, 0)]
    public async Task An_exit_status_that_is_not_expected_counts_in_strict_runs_only(string command, int strict, int lenient)
    {
        using var folder = new TemporaryFolder();
        folder.Write("experiment.json", """
            {"title": "t", "description": "d", "method": [
              {"type": "action", "name": "a", "expect-status": [1, 2], "provider": {"type": "process", "path": "sh", "arguments": ["-c", "COMMAND"]}}]}
            """.Replace("COMMAND", command));

        var result = await ChaosProcess.RunAsync(folder, "run", "--strict", "experiment.json");

        Assert.Equal(strict, result.ExitCode);
        Assert.DoesNotContain("non-zero exit code", result.Errors);
        Assert.Equal(lenient, (await ChaosProcess.RunAsync(folder, "run", "experiment.json")).ExitCode);
    }
}
