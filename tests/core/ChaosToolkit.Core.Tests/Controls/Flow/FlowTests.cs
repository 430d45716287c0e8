using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Testing;
using static ChaosToolkit.Controls.BuiltIn;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Controls.Flow;

public class FlowTests
{
    [Theory]
    [InlineData("{'target_names': ['b']}", "a c")]
    [InlineData("{'target_type': 'action'}", "c")]
    [InlineData("{'target_type': 'action', 'when': '${live}'}", "a b c")]
    [InlineData("{}", "a b c")]
    public async Task Bypassed_activities_are_recorded_and_not_carried_out(string arguments, string played)
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'configuration': {{'live': 'false'}}, 'controls': [{Python("chaosaddons.controls.bypass", arguments)}], 'method': [{Activity("a")}, {Activity("b")}, {Activity("c", type: "probe")}]}}");

        Assert.Equal(played, string.Join(' ', run.Script.Calls));
        Assert.Equal(["a succeeded", "b succeeded", "c succeeded"], journal.Entries("run"));
        var left = journal["run"]!.AsArray().Where(entry => entry!["bypassed"] is not null).Select(entry => (string?)entry!["activity"]!["name"]);
        Assert.Equal(((string[])["a", "b", "c"]).Except(played.Split(' ')), left);
        Assert.Equal(played.Contains('b') ? "explored" : "not-injected", (string?)journal["verdict"]!["outcome"]);
    }

    [Fact]
    public async Task A_bypass_of_its_own_leaves_out_the_activity_it_is_declared_on()
    {
        await using var run = new ScriptedRun();

        await run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", $", 'controls': [{Declare("bypass")}]")}, {Activity("b")}]}}");

        Assert.Equal(["b"], run.Script.Calls);
    }

    [Fact]
    public async Task A_bypassed_probe_of_the_hypothesis_proves_nothing()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'controls': [{Declare("bypass", "{'target_names': ['p']}")}], 'steady-state-hypothesis': {{'title': 'h', 'probes': [{Probe("p", "false")}]}}, 'method': [{Activity("a")}]}}");

        Assert.Equal("completed", journal.Status());
        Assert.Equal("inconclusive", (string?)journal["verdict"]!["outcome"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", 'background': true")]
    public async Task Repeated_activities_have_an_entry_each_time(string more)
    {
        await using var run = new ScriptedRun();

        var play = run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", more + $", 'controls': [{Declare("repeat", "{'repeat_count': 3, 'every': 10}")}]")}]}}");
        await run.Time.PassAsync(TimeSpan.FromSeconds(10));
        await run.Time.PassAsync(TimeSpan.FromSeconds(10));
        var journal = await play;

        Assert.Equal(["a succeeded", "a succeeded", "a succeeded"], journal.Entries("run"));
        Assert.Equal([null, 1, 2], journal["run"]!.AsArray().Select(entry => (int?)entry!["activity"]!["iteration_index"]));
        Assert.Single(journal["experiment"]!["method"]!.AsArray());
    }

    [Theory]
    [InlineData("true", 2)]
    [InlineData("false", 4)]
    public async Task A_failure_may_end_the_repetitions(string breaks, int times)
    {
        await using var run = new ScriptedRun();
        var count = 0;
        run.Script.Activities["a"] = (_, _) => ++count == 2 ? throw new ActivityFailedException("no") : Script.Output(null);

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'method': [{Activity("a", $", 'controls': [{Python("chaosaddons.controls.repeat", $"{{'repeat_count': 4, 'break_if_previous_iteration_failed': {breaks}}}")}]")}, {Activity("b")}]}}");

        Assert.Equal(times + 1, journal.Entries("run").Count());
        Assert.Equal("b succeeded", journal.Entries("run").Last());
    }

    [Fact]
    public async Task Each_check_of_the_hypothesis_repeats_its_probes_anew()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'steady-state-hypothesis': {{'title': 'h', 'probes': [{Probe("p", more: $", 'controls': [{Declare("repeat", "{'repeat_count': 2}")}]")}]}}, 'method': []}}");

        Assert.Equal(["p succeeded", "p succeeded"], journal.Probes("before"));
        Assert.Equal(["p succeeded", "p succeeded"], journal.Probes("after"));
    }

    [Fact]
    public async Task Waits_for_a_file_and_announces_itself_by_another()
    {
        using var folder = new TemporaryFolder();
        await using var run = new ScriptedRun();
        var arguments = new JsonObject { ["path"] = folder.At("go"), ["announce"] = folder.At("here/i-am"), ["every"] = 2 };

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{Declare("synchronization", arguments.ToJsonString())}], 'method': [{Activity("a")}]}}");
        await run.Time.TimerAsync(TimeSpan.FromSeconds(2));
        Assert.True(File.Exists(folder.At("here/i-am")));
        Assert.Empty(run.Script.Calls);
        folder.Write("go", "");
        run.Time.Advance(TimeSpan.FromSeconds(2));
        var journal = await play;

        Assert.Equal("completed", journal.Status());
        Assert.True((bool)journal["controls"]![0]!["came"]!);
    }

    [Fact]
    public async Task Waits_until_an_address_answers()
    {
        await using var run = new ScriptedRun();
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/go", "", status: 503).On("/go", "");

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{Declare("synchronization", $"{{'url': '{endpoint.Address}/go'}}")}], 'method': [{Activity("a")}]}}");
        await run.Time.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("completed", (await play).Status());
        Assert.Equal(2, endpoint.Requests.Count);
    }

    [Theory]
    [InlineData("interrupt", "interrupted")]
    [InlineData("continue", "completed")]
    public async Task Does_not_wait_for_ever(string otherwise, string status)
    {
        await using var run = new ScriptedRun();

        var play = run.PlayAsync(
            $"{{'title': 't', 'controls': [{Declare("synchronization", $"{{'path': '/nowhere/at/all', 'timeout': 3, 'every': 4, 'otherwise': '{otherwise}'}}")}], 'method': [{Activity("a")}]}}");
        await run.Time.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(status, (await play).Status());
    }
}
