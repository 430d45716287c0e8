using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Planning;

public sealed class PlanCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task An_invalid_experiment_is_told_as_validate_tells_it()
    {
        folder.Write("e.json", """{"title": "t", "description": "d", "method": [{"type": "action", "name": "x", "provider": {"type": "procces", "path": "true"}}]}""");
        var plan = await RunAsync("plan", "e.json");
        var validate = await RunAsync("validate", "e.json");
        Assert.Equal((ExitCode.Failure, ""), (plan.ExitCode, plan.Output));
        Assert.Equal(ErrorsOf(validate), ErrorsOf(plan));
        Assert.Contains("did you mean", plan.Errors, StringComparison.OrdinalIgnoreCase);

        static string[] ErrorsOf(ChaosResult result) => [.. result.Errors.Split('\n').Where(line => line.Contains("ERROR", StringComparison.Ordinal) || line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(']') + 1)..])];
    }

    [Fact]
    public async Task A_variable_that_is_missing_here_is_part_of_the_plan()
    {
        folder.Write("e.json", """
            {"title": "t", "description": "d", "configuration": {"host": {"type": "env", "key": "NOT_SET_ANYWHERE"}}, "method": [
             {"type": "probe", "name": "x", "provider": {"type": "http", "url": "http://${host}/"}}]}
            """);
        var result = await RunAsync("plan", "e.json");
        Assert.Equal((ExitCode.Success, ""), (result.ExitCode, result.Errors));
        Assert.Contains("The environment variable 'NOT_SET_ANYWHERE' is not set: the run would not start.", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"http://${host}/\"  (${host} NOT_SET_ANYWHERE is not set)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_a_server_is_read_and_nothing_else()
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        server.On("/e.json", """
            {"title": "t", "description": "d", "method": [{"type": "action", "name": "x", "provider": {"type": "http", "url": "ADDRESS/act"}}]}
            """.Replace("ADDRESS", server.Address, StringComparison.Ordinal), "application/json");
        var result = await RunAsync("plan", $"{server.Address}/e.json");
        Assert.True(result.ExitCode == ExitCode.Success, result.Errors);
        Assert.Equal("/e.json", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task Nobody_is_notified_and_no_control_is_called()
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        folder.Write("settings.yaml", $"notifications:\n- type: http\n  url: {server.Address}/note\ncontrols:\n  stamp:\n    provider:\n      type: python\n      module: stamp\n");
        folder.Write("stamp.py", "open('stamped', 'w').close()\n");
        folder.Write("e.json", """{"title": "t", "description": "d", "method": []}""");
        var result = await RunAsync("--settings", "settings.yaml", "plan", "e.json");
        Assert.True(result.ExitCode == ExitCode.Success, result.Errors);
        Assert.Empty(server.Requests);
        Assert.False(File.Exists(folder.At("stamped")));
        Assert.Contains("stamp, around loading, experiment, method, rollbacks", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_tells_its_targets_only_when_it_is_asked_with_probe()
    {
        var target = Directory.CreateDirectory(folder.At(".chaostoolkit/extensions/acme.shop")).FullName;
        foreach (var file in Directory.EnumerateFiles(ChaosCommand.BuiltOf("acme.shop")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        var experiment = Repository.At("samples", "extensions", "shop", "experiments", "sell-out.json");
        var still = JsonNode.Parse((await RunAsync("plan", experiment, "--format", "json")).Output)!;
        Assert.Null(still["probed"]);

        var probed = JsonNode.Parse((await RunAsync("plan", experiment, "--format", "json", "--probe")).Output)!;
        var answer = Assert.Single(probed["probed"]!.AsArray())!;
        Assert.Equal("/method/0", (string?)answer["pointer"]);
        Assert.Equal(["9 of 12 pieces of tea", "1 of 3 pieces of coffee"], answer["targets"]!.AsArray().Select(one => (string?)one));
        Assert.Equal("granted", (string?)answer["permission"]);
        Assert.Equal((string?)still["hash"], (string?)probed["hash"]);
        Assert.Contains("2 targets: 9 of 12 pieces of tea, 1 of 3 pieces of coffee; permission granted", (await RunAsync("plan", experiment, "--probe")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Python_is_started_for_signatures_only_with_probe()
    {
        folder.Write("acme_load.py", "open('imported', 'w').close()\ndef run(rate):\n    pass\n");
        folder.Write("e.json", """
            {"title": "t", "description": "d", "method": [
              {"type": "action", "name": "x", "provider": {"type": "python", "module": "acme_load", "func": "run", "arguments": {"rat": 1}}}]}
            """);
        var environment = new Dictionary<string, string> { ["PYTHONPATH"] = folder.Path };
        var still = await ChaosProcess.RunAsync(folder, environment, "--no-log-file", "plan", "e.json");
        Assert.True(still.ExitCode == ExitCode.Success, still.Errors);
        Assert.False(File.Exists(folder.At("imported")));

        var probed = await ChaosProcess.RunAsync(folder, environment, "--no-log-file", "plan", "e.json", "--probe");
        Assert.Equal(ExitCode.Failure, probed.ExitCode);
        Assert.Contains("'rat'", probed.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("imported")));
    }

    [Fact]
    public async Task No_secret_is_in_any_form_of_the_plan()
    {
        folder.Write("e.json", """
            {"title": "t ${token}", "description": "d", "configuration": {"copy": {"type": "env", "key": "THE_TOKEN"}, "wrapped": {"type": "env", "key": "WRAPPED"}},
             "secrets": {"shop": {"token": {"type": "env", "key": "THE_TOKEN"}}}, "method": [
              {"type": "action", "name": "x", "provider": {"type": "process", "path": "true", "arguments": ["${token}", "${copy}", "a${wrapped}"]}}]}
            """);
        var environment = new Dictionary<string, string> { ["THE_TOKEN"] = "hunter-22222", ["WRAPPED"] = "aHVudGVyLTIyMjIy hunter-22222!" };
        foreach (var format in (string[])["text", "json", "markdown"])
        {
            var result = await ChaosProcess.RunAsync(folder, environment, "--no-log-file", "plan", "e.json", "--format", format);
            Assert.True(result.ExitCode == ExitCode.Success, result.Errors);
            Assert.DoesNotContain("hunter", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("aHVudGVy", result.Output, StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();

    private Task<ChaosResult> RunAsync(params string[] args) => ChaosProcess.RunAsync(folder, ["--no-log-file", .. args]);
}
