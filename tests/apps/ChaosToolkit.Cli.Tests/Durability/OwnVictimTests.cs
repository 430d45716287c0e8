using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

public sealed class OwnVictimTests
{
    [Fact]
    public async Task Who_is_killed_by_an_action_has_told_of_all_that_came_before_and_of_the_action()
    {
        Needs.That(!OperatingSystem.IsWindows(), "There are no signals.");
        using var folder = new TemporaryFolder();
        folder.Write("experiment.json", """
            {"title": "t", "description": "d", "method": [
              {"type": "probe", "name": "look", "provider": {"type": "process", "path": "echo", "arguments": ["seen"]}},
              {"type": "action", "name": "shoot", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "kill -9 $PPID"]}}]}
            """);

        var result = await ChaosProcess.RunAsync(folder, "run", "experiment.json");

        Assert.EndsWith("INFO] Action: shoot\n", result.Errors, StringComparison.Ordinal);
        var log = folder.Read("chaostoolkit.log");
        Assert.Contains("=> succeeded with '{'status': 0, 'stdout': 'seen", log, StringComparison.Ordinal);
        Assert.Contains("Action: shoot", log, StringComparison.Ordinal);
    }
}
