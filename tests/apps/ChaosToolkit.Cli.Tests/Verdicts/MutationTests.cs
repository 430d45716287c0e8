using ChaosToolkit.Cli.Extensions;
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

    // Built from the outside: an argument that lets each do its work on something else, which is there, so that it succeeds.
    private const string Move = """
        {"type": "action", "name": "fault", "provider": {"type": "dotnet", "module": "acme.files", "func": "move_away", "arguments": {"path": "MOVED"}},
         "undo": {"provider": {"type": "dotnet", "module": "acme.files", "func": "move_back", "arguments": {"path": "MOVED"}}},
         "effect": {"type": "probe", "tolerance": false, "provider": {"type": "dotnet", "module": "acme.files", "func": "exists", "arguments": {"path": "data"}}, "every": 0.05, "within": 0.3}}
        """;

    private const string Stop = """
        {"type": "action", "name": "fault", "provider": {"type": "dotnet", "module": "acme.processes", "func": "stop", "arguments": {"pid": STOPPED}},
         "undo": {"provider": {"type": "dotnet", "module": "acme.processes", "func": "continue", "arguments": {"pid": STOPPED}}},
         "effect": {"type": "probe", "tolerance": "stopped", "provider": {"type": "dotnet", "module": "acme.processes", "func": "state", "arguments": {"pid": WORKER}}, "every": 0.05, "within": 0.3}}
        """;

    private const string Fill = """
        {"type": "action", "name": "fault", "provider": {"type": "dotnet", "module": "acme.files", "func": "fill_folder", "arguments": {"folder": "FILLED", "size": 1000}},
         "undo": {"provider": {"type": "dotnet", "module": "acme.files", "func": "empty_folder", "arguments": {"folder": "FILLED"}}},
         "effect": {"type": "probe", "tolerance": true, "provider": {"type": "dotnet", "module": "acme.files", "func": "exists", "arguments": {"path": "./chaos-ballast"}}, "every": 0.05, "within": 0.3}}
        """;

    private const string Take = """
        {"type": "action", "name": "fault", "provider": {"type": "dotnet", "module": "acme.ports", "func": "take", "arguments": {"port": TAKEN, "at_most": 60}},
         "undo": {"provider": {"type": "dotnet", "module": "acme.ports", "func": "release", "arguments": {"port": TAKEN}}},
         "effect": {"type": "probe", "tolerance": false, "provider": {"type": "dotnet", "module": "acme.ports", "func": "is_free", "arguments": {"port": PORT}}, "every": 0.05, "within": 0.3}}
        """;

    private const string Python = """
        {"type": "action", "name": "fault", "provider": {"type": "python", "module": "faults", "func": "break_it", "arguments": {"how": "SWITCH"}},
         "effect": {"type": "probe", "provider": {"type": "process", "path": "test", "arguments": ["-e", "fault"]}, "tolerance": 0, "every": 0.05, "within": 0.3}}
        """;

    private const string Background = """
        {"type": "action", "name": "fault", "background": true, "provider": {"type": "process", "path": "sh", "arguments": ["-c", "[ SWITCH = off ] || touch fault; sleep 1"]},
         "effect": {"type": "probe", "provider": {"type": "process", "path": "test", "arguments": ["-e", "fault"]}, "tolerance": 0, "every": 0.05, "within": 0.3}}
        """;

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["process"] = Process,
        ["process in the background"] = Background,
        ["python's standard library"] = Rename,
        ["python"] = Python,
        ["http"] = Http,
        ["acme.files move_away"] = Move,
        ["acme.processes stop"] = Stop,
        ["acme.files fill_folder"] = Fill,
        ["acme.ports take"] = Take,
    };

    public static TheoryData<string, bool> All => new(Kinds.Keys.SelectMany(kind => (bool[])[false, true], (kind, isMutated) => (kind, isMutated)));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_fault_that_does_nothing_is_never_passed(string kind, bool isMutated)
    {
        Needs.That(OperatingSystem.IsLinux() || !kind.StartsWith("acme", StringComparison.Ordinal), "The sample's faults are those of Linux.");
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
        using var worker = System.Diagnostics.Process.Start("sleep", "600");
        using var other = System.Diagnostics.Process.Start("sleep", "600");
        var (port, otherPort) = (Loopback.FreePort(), Loopback.FreePort());
        folder.Write("data", "");
        folder.Write("other", "");
        Directory.CreateDirectory(folder.At("elsewhere"));
        folder.Write("faults.py", "import pathlib\n\ndef break_it(how):\n    if how == 'on':\n        pathlib.Path('fault').touch()\n    return 'done'\n");
        folder.Write("experiment.json", """
            {"title": "t", "description": "d", "steady-state-hypothesis": {"title": "h", "probes": [
              {"type": "probe", "name": "p", "tolerance": 0, "provider": {"type": "process", "path": "true"}}]}, "method": [ACTION]}
            """.Replace("ACTION", Kinds[kind])
            .Replace("SWITCH", isMutated ? "off" : "on").Replace("TARGET", isMutated ? "data" : "gone").Replace("ADDRESS", endpoint.Address)
            .Replace("MOVED", isMutated ? "other" : "data").Replace("FILLED", isMutated ? "elsewhere" : ".")
            .Replace("STOPPED", $"{(isMutated ? other : worker).Id}").Replace("WORKER", $"{worker.Id}").Replace("TAKEN", $"{(isMutated ? otherPort : port)}").Replace("PORT", $"{port}"));
        try
        {
            var environment = new Dictionary<string, string> { ["CHAOS_EXTENSIONS"] = LaidExtensions.Folder, ["PYTHONPATH"] = folder.Path };
            var result = await ChaosProcess.RunAsync(folder, environment, "run", "--strict", "experiment.json");

            Assert.EndsWith(isMutated ? "WARNING] Verdict: not-injected: The effect of the action 'fault' was not seen\n" : "INFO] Verdict: passed: The steady-state hypothesis held before the method and after the method\n", result.Errors);
            Assert.Equal(isMutated ? 4 : 0, result.ExitCode);
        }
        finally
        {
            worker.Kill();
            other.Kill();
        }
    }
}
