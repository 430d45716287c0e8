using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class EffectTests
{
    private static readonly string Effect = Activity("effect", ", 'tolerance': true", type: "probe");

    [Fact]
    public async Task Is_asked_until_it_is_seen_before_the_method_goes_on()
    {
        await using var run = new ScriptedRun();
        var left = new Queue<Func<JsonNode?>>([() => false, () => throw new ActivityFailedException("not yet"), () => true]);
        run.Script.Activities["effect"] = (_, _) => Script.Output(left.Dequeue()());

        var playing = run.PlayAsync(Experiment(Effect));
        await run.Time.PassAsync(TimeSpan.FromSeconds(0.5));
        await run.Time.PassAsync(TimeSpan.FromSeconds(0.5));

        Assert.Equal("""{"met":true,"attempts":3,"output":true}""", EffectIn(await playing));
        Assert.Equal(["a", "effect", "effect", "effect", "b"], run.Script.Calls);
    }

    [Fact]
    public async Task That_is_not_seen_in_time_is_no_injection()
    {
        await using var run = new ScriptedRun();
        run.Script.Activities["effect"] = (_, _) => Script.Output(false);

        var playing = run.PlayAsync(Experiment(Activity("effect", ", 'tolerance': true, 'every': 2, 'within': 3", type: "probe")));
        await run.Time.PassAsync(TimeSpan.FromSeconds(2));
        await run.Time.PassAsync(TimeSpan.FromSeconds(1));
        var journal = await playing;

        Assert.Equal("""{"met":false,"attempts":2,"output":false}""", EffectIn(journal));
        Assert.Equal("not-injected", (string)journal["verdict"]!["outcome"]!);
        Assert.Contains("WARNING The effect of 'a' was not seen within 3.0 seconds", run.Log.Lines);
    }

    [Fact]
    public async Task Of_a_background_action_is_looked_for_from_its_start()
    {
        await using var run = new ScriptedRun();
        var held = run.Script.WaitsFor("a");
        run.Script.Activities["effect"] = (_, _) =>
        {
            held.SetResult();
            return Script.Output(true);
        };

        var journal = await run.PlayAsync(Experiment(Effect, ", 'background': true"));

        Assert.Equal("""{"met":true,"attempts":1,"output":true}""", EffectIn(journal));
    }

    [Fact]
    public async Task Of_an_action_that_failed_is_not_looked_for()
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("a", () => new ActivityFailedException("no luck"));

        var journal = await run.PlayAsync(Experiment(Effect));

        Assert.Equal(["a", "b"], run.Script.Calls);
        Assert.Null(journal["run"]![0]!["effect"]);
        Assert.Equal("not-injected", (string)journal["verdict"]!["outcome"]!);
    }

    [Fact]
    public async Task Is_not_waited_for_when_the_run_is_interrupted()
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("effect");

        var playing = run.PlayAsync(Experiment(Effect));
        await run.Script.StartedAsync("effect");
        run.Interruption.Request(InterruptionCause.Interrupt);
        var journal = await playing;

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal("""{"met":false,"attempts":1,"output":null}""", EffectIn(journal));
    }

    private static string EffectIn(JsonObject journal) => JsonText.Of(journal["run"]![0]!["effect"]);

    private static string Experiment(string effect, string more = "") => $"{{'title': 't', 'method': [{Activity("a", $", 'effect': {effect}{more}")}, {Activity("b")}]}}";
}
