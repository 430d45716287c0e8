using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Verdicts;

/// <summary>Each kind of fault that is built in, and a switch that silently makes it do nothing: with an <c>effect</c> nobody is told that it was tested.</summary>
public sealed class MutationTests
{
    private const string Process = """
        {"type": "action", "name": "fault", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "[ SWITCH = off ] || touch fault"]},
         "effect": {"type": "probe", "provider": {"type": "python", "module": "os.path", "func": "exists", "arguments": {"path": "fault"}}, "tolerance": true, "every": 0.05, "within": 0.3}}
        """;

    private const string Rename = """
        {"type": "action", "name": "fault", "provider": {"type": "python", "module": "os", "func": "rename", "arguments": {"src": "data", "dst": "TARGET"}},
         "effect": {"type": "probe", "provider": {"type": "process", "path": "test", "arguments": ["-e", "data"]}, "tolerance": 1, "every": 0.05, "within": 0.3}}
        """;

    private const string Http = """
        {"type": "action", "name": "fault", "provider": {"type": "http", "method": "POST", "url": "ADDRESS/SWITCH"},
         "effect": {"type": "probe", "provider": {"type": "http", "url": "ADDRESS/state"}, "tolerance": {"type": "regex", "target": "body", "pattern": "slow"}, "every": 0.05, "within": 0.3}}
        """;

    [Theory]
    [InlineData("process", false)]
    [InlineData("process", true)]
    [InlineData("rename", false)]
    [InlineData("rename", true)]
    [InlineData("http", false)]
    [InlineData("http", true)]
    public async Task A_fault_that_does_nothing_is_never_passed(string kind, bool isMutated)
    {
        var state = "fine";
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/on", context =>
        {
            state = "slow";
            return Task.CompletedTask;
        });
        endpoint.On("/off", "accepted");
        endpoint.On("/state", async context => await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(state), context.RequestAborted));
        using var folder = new TemporaryFolder();
        folder.Write("data", "");
        var action = (kind switch { "process" => Process, "rename" => Rename, _ => Http })
            .Replace("SWITCH", isMutated ? "off" : "on").Replace("TARGET", isMutated ? "data" : "gone").Replace("ADDRESS", endpoint.Address);
        folder.Write("experiment.json", """
            {"title": "t", "description": "d", "steady-state-hypothesis": {"title": "h", "probes": [
              {"type": "probe", "name": "p", "tolerance": 0, "provider": {"type": "process", "path": "true"}}]}, "method": [ACTION]}
            """.Replace("ACTION", action));

        var result = await ChaosProcess.RunAsync(folder, "run", "--strict", "experiment.json");

        Assert.EndsWith(isMutated ? "WARNING] Verdict: not-injected: The effect of the action 'fault' was not seen\n" : "INFO] Verdict: passed: The steady-state hypothesis held before the method and after the method\n", result.Errors);
        Assert.Equal(isMutated ? 4 : 0, result.ExitCode);
    }
}
