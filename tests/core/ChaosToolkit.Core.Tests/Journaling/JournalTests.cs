using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

public class JournalTests
{
    [Fact]
    public async Task Has_the_members_of_the_original_in_their_order_and_types()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($"{{'title': 't', 'unknown': [1], 'method': [{ScriptedRun.Activity("a", returns: "{'x': 1.0}")}]}}");

        Assert.Equal(
            "chaoslib-version Text, platform Text, node Text, experiment Object, start Text, status Text, deviated Boolean, steady_states Object, run List, rollbacks List, end Text, duration Float, verdict Object",
            string.Join(", ", journal.Select(member => $"{member.Key} {Value.KindOf(member.Value)}")));
        Assert.Equal(
            """{"activity":{"type":"action","name":"a","provider":{"type":"scripted","returns":{"x":1.0}}},"output":{"x":1.0},"start":"2024-02-29T12:00:00.000000+00:00","status":"succeeded","end":"2024-02-29T12:00:00.000000+00:00","duration":0.0}""",
            JsonText.Of(journal["run"]![0]));
        Assert.Equal("[1]", JsonText.Of(journal["experiment"]!["unknown"]));
        Assert.Equal("""{"before":null,"after":null,"during":[]}""", JsonText.Of(journal["steady_states"]));
    }

    [Fact]
    public async Task Keeps_a_failure_as_lines()
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("a", () => new ActivityFailedException("no luck") { Trace = ["Traceback\n", "  no luck\n"] });
        run.Script.Throws("b", () => new ActivityFailedException("no luck"));

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{ScriptedRun.Activity("a")}, {ScriptedRun.Activity("b")}]}}");

        Assert.Equal("""["Traceback\n","  no luck\n"]""", JsonText.Of(journal["run"]![0]!["exception"]));
        Assert.All(journal["run"]![1]!["exception"]!.AsArray(), line => Assert.EndsWith("\n", (string?)line));
        Assert.Null(journal["run"]![0]!["output"]);
    }

    [Fact]
    public async Task Takes_an_output_that_stands_in_a_document_already()
    {
        await using var run = new ScriptedRun();
        run.Script.Activities["a"] = (call, _) => Script.Output(call.Configuration);
        run.Script.Activities["b"] = (call, _) => Script.Output(call.Configuration["list"]);

        var journal = await run.PlayAsync($"{{'title': 't', 'configuration': {{'list': [1]}}, 'method': [{ScriptedRun.Activity("a")}, {ScriptedRun.Activity("a")}, {ScriptedRun.Activity("b")}]}}");

        Assert.Equal("""[{"list":[1]},{"list":[1]},[1]]""", $"[{string.Join(',', journal["run"]!.AsArray().Select(entry => JsonText.Of(entry!["output"])))}]");
    }

    [Fact]
    public void Is_made_of_the_events_of_the_run_alone()
    {
        var time = new ManualTimeProvider();
        var log = new RunLog(time);

        log.RunStarts(new JsonObject { ["title"] = "t" }, "node", "platform");
        var check = log.HypothesisStarts(HypothesisMoment.Before);
        var probe = log.ActivityStarts(RunSection.Hypothesis, check, new JsonObject { ["name"] = "p" });
        time.Advance(TimeSpan.FromMilliseconds(1500));
        log.ActivityEnds(probe, true, Value.Integer(7));
        log.ToleranceIsChecked(probe, false, new JsonObject { ["path"] = "$" });
        log.HypothesisEnds(check, false);
        log.HypothesisIsRecorded(check);
        log.Deviates();
        log.StatusBecomes(JournalStatus.Completed);
        log.RunEnds();

        Assert.Equal(
            """
            {"chaoslib-version":"1.45.0","platform":"platform","node":"node","experiment":{"title":"t"},"start":"2024-02-29T12:00:00.000000+00:00","status":"completed","deviated":true,
            "steady_states":{"before":{"steady_state_met":false,"probes":[{"activity":{"name":"p"},"output":7,"start":"2024-02-29T12:00:00.000000+00:00","status":"succeeded",
            "end":"2024-02-29T12:00:01.500000+00:00","duration":1.5,"tolerance_met":false,"explanation":{"path":"$"}}]},"after":null,"during":[]},
            "run":[],"rollbacks":[],"end":"2024-02-29T12:00:01.500000+00:00","duration":1.5}
            """.ReplaceLineEndings(""),
            JsonText.Of(log.Journal));
    }
}
