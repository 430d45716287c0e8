using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class ReferenceTests
{
    [Fact]
    public async Task Finds_probes_of_the_hypothesis_before_activities_and_of_two_the_last()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("x")}}]},
             'method': [{{Activity("x", returns: "2")}}, {{Activity("y", returns: "3")}}, {{Activity("y", returns: "4")}}, {'ref': 'x'}, {'ref': 'y'}],
             'rollbacks': [{{Activity("y", returns: "5")}}, {'ref': 'y'}]}
            """);

        Assert.Equal("[2,3,4,true,4]", Outputs(journal["run"]));
        Assert.Equal("[5,4]", Outputs(journal["rollbacks"]));
        Assert.Equal("probe", (string?)journal["run"]![3]!["activity"]!["type"]);
        Assert.False(journal["run"]![3]!.AsObject().ContainsKey("tolerance_met"));
    }

    [Fact]
    public async Task Takes_its_own_background_and_in_the_hypothesis_its_own_tolerance()
    {
        await using var run = new ScriptedRun();
        var end = run.Script.WaitsFor("a");
        run.Script.Activities["b"] = (_, _) =>
        {
            end.SetResult();
            return Script.Output(null);
        };

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'steady-state-hypothesis': {'title': 'h', 'probes': [{'ref': 'm', 'tolerance': 7}]},
             'method': [{'ref': 'a', 'background': true}, {{Activity("b")}}, {{Activity("a")}}, {{Activity("m", returns: "7", type: "probe")}}]}
            """);

        Assert.Equal(["a succeeded", "b succeeded", "a succeeded", "m succeeded"], journal.Entries("run"));
        Assert.True((bool)journal["steady_states"]!["before"]!["steady_state_met"]!);
    }

    [Fact]
    public async Task That_dangles_aborts()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{{'ref': 'r'}}, {Activity("a")}], 'rollbacks': [{Activity("r")}]}}");

        Assert.Equal("aborted", journal.Status());
        Assert.Equal(["r"], run.Script.Calls);
    }

    private static string Outputs(System.Text.Json.Nodes.JsonNode? entries) =>
        $"[{string.Join(',', entries!.AsArray().Select(entry => Values.JsonText.Of(entry!["output"])))}]";
}
