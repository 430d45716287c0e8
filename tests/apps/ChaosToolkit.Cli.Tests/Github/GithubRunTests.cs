using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Github;

/// <summary>A run in GitHub Actions: the real command with GitHub's variables.</summary>
public sealed class GithubRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Annotates_what_deviated_and_what_failed_at_its_line_and_appends_a_summary()
    {
        folder.Write("summary.md", "# Before\n");
        folder.Write("experiments/mill.yaml", """
            title: Does the mill stand still?
            description: d
            steady-state-hypothesis:
              title: It stands
              probes:
                - type: probe
                  name: 100% of it, or
                  tolerance: {type: regex, target: stdout, pattern: "^4$"}
                  provider: {type: process, path: cat, arguments: wheel}
            method:
              - type: action
                name: stop the wheel
                provider: {type: process, path: sh, arguments: "-c 'echo 0 > wheel'"}
              - type: probe
                name: no answer
                provider: {type: http, url: "http://127.0.0.1:1/"}
            """);
        folder.Write("wheel", "4");
        var result = await RunAsync("experiments/mill.yaml");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Equal(
            [
                "::error file=experiments/mill.yaml,line=7,endLine=7,col=13,endColumn=27,title=Deviated%3A 100%25 of it%2C or::"
                + "The probe '100%25 of it, or' was not within its tolerance after the method.%0Aexpected: EXPECTED%0Aobserved: 0%0Aat: $.stdout",
                "::error file=experiments/mill.yaml,line=15,endLine=15,col=11,endColumn=20,title=Deviated%3A no answer::The probe 'no answer' failed in the method.%0A"
                + "The call of http://127.0.0.1:1/ failed: Connection refused.",
            ],
            result.Output.TrimEnd().Split('\n').Select(line => System.Text.RegularExpressions.Regex.Replace(line, "expected: .*?%0A", "expected: EXPECTED%0A")));
        var summary = folder.Read("summary.md");
        Assert.StartsWith("# Before\n## ❌ Deviated: A weakness was found\n\n**Does the mill stand still?**, ", summary, StringComparison.Ordinal);
        Assert.Contains("| 100% of it, or | after the method | ", summary, StringComparison.Ordinal);
        Assert.Contains("| no answer | in the method | `The call of http://127.0.0.1:1/ failed: Connection refused.` |", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_passed_has_a_summary_and_no_annotation()
    {
        folder.Write("mill.json", """{"title": "t", "description": "d", "method": [{"type": "action", "name": "a", "provider": {"type": "process", "path": "true"}}]}""");
        var result = await RunAsync("mill.json");
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("## ", folder.Read("summary.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_ends_the_run_is_annotated_at_the_title()
    {
        folder.Write("mill.json", """
            {"title": "t",
             "description": "d", "method": [{"type": "action", "name": "a", "pauses": {"before": "soon"}, "provider": {"type": "process", "path": "true"}}]}
            """);
        var result = await RunAsync("--no-validation", "mill.json");
        Assert.StartsWith("::error file=mill.json,line=1,endLine=1,col=11,endColumn=14,title=Aborted%3A t::An error ended the run.%0A", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_masked()
    {
        folder.Write("mill.json", """
            {"title": "t", "description": "d", "secrets": {"mill": {"token": {"type": "env", "key": "MILL_TOKEN"}}},
             "steady-state-hypothesis": {"title": "h", "probes": [{"type": "probe", "name": "p", "tolerance": {"type": "regex", "target": "stdout", "pattern": "^4$"}, "provider": {"type": "process", "path": "printenv", "arguments": "MILL_TOKEN"}}]},
             "method": []}
            """);
        var result = await RunWithAsync(new() { ["MILL_TOKEN"] = "can%ary-of-the-mill" }, "mill.json");
        Assert.Contains("***", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ary-of-the-mill", result.Output + folder.Read("summary.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_that_cannot_be_written_costs_a_warning()
    {
        folder.Write("mill.json", """{"title": "t", "description": "d", "method": []}""");
        var result = await RunWithAsync(new() { ["GITHUB_STEP_SUMMARY"] = folder.At("absent/summary.md") }, "mill.json");
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains("WARNING] The job's summary cannot be written to", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_nothing_is_written()
    {
        folder.Write("mill.json", """{"title": "t", "description": "d", "method": []}""");
        var result = await RunWithAsync(new() { ["GITHUB_ACTIONS"] = "" }, "mill.json");
        Assert.Empty(result.Output);
        Assert.False(File.Exists(folder.At("summary.md")));
    }

    private Task<ChaosResult> RunAsync(params string[] args) => RunWithAsync([], args);

    private Task<ChaosResult> RunWithAsync(Dictionary<string, string> environment, params string[] args)
    {
        Dictionary<string, string> all = new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_WORKSPACE"] = folder.Path, ["GITHUB_STEP_SUMMARY"] = folder.At("summary.md") };
        foreach (var (name, value) in environment)
        {
            all[name] = value;
        }

        return ChaosProcess.RunAsync(folder, all, ["run", .. args]);
    }
}
