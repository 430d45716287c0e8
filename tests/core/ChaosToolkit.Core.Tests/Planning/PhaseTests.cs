using ChaosToolkit.Running;

namespace ChaosToolkit.Planning;

public sealed class PhaseTests
{
    private const string Experiment = """
        {
          "title": "t", "description": "d",
          "steady-state-hypothesis": {"title": "h", "probes": [{"type": "probe", "name": "p", "tolerance": 0, "provider": {"type": "process", "path": "true"}}]},
          "method": [
            {"type": "action", "name": "first", "provider": {"type": "process", "path": "true"}, "undo": [{"ref": "p"}, {"name": "two", "provider": {"type": "process", "path": "true"}}]},
            {"type": "action", "name": "second", "background": true, "provider": {"type": "process", "path": "true"}, "undo": {"provider": {"type": "process", "path": "true"}}},
            {"ref": "p"}
          ],
          "rollbacks": [{"type": "action", "name": "r", "provider": {"type": "process", "path": "true"}, "undo": {"provider": {"type": "process", "path": "false"}}}]
        }
        """;

    [Theory]
    [InlineData(HypothesisStrategy.Default, "hypothesis-before method hypothesis-after undo rollbacks")]
    [InlineData(HypothesisStrategy.BeforeMethodOnly, "hypothesis-before method undo rollbacks")]
    [InlineData(HypothesisStrategy.AfterMethodOnly, "method hypothesis-after undo rollbacks")]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "method hypothesis-during undo rollbacks")]
    [InlineData(HypothesisStrategy.Continuously, "hypothesis-before method hypothesis-during hypothesis-after undo rollbacks")]
    [InlineData(HypothesisStrategy.Skip, "method undo rollbacks")]
    public void The_hypothesis_is_checked_as_the_strategy_says(HypothesisStrategy strategy, string phases) =>
        Assert.Equal(phases, string.Join(' ', Plans.Of(Experiment, new RunOptions { HypothesisStrategy = strategy }).NamesOf()));

    [Fact]
    public void Strategies_come_from_the_experiment_where_no_option_says_otherwise()
    {
        var plan = Plans.Of(Experiment.Replace("\"method\"", "\"runtime\": {\"hypothesis\": {\"strategy\": \"skip\"}, \"rollbacks\": {\"strategy\": \"never\"}, \"restoration\": \"verify\"}, \"method\"", StringComparison.Ordinal));
        Assert.Equal(["method", "undo", "restoration"], plan.NamesOf());
    }

    [Theory]
    [InlineData(RollbackStrategy.Default, "unless the run fails or is interrupted")]
    [InlineData(RollbackStrategy.Always, "however the run ends")]
    [InlineData(RollbackStrategy.Deviated, "only if the run deviates")]
    public void Rollbacks_say_when_they_are_played(RollbackStrategy strategy, string when)
    {
        var plan = Plans.Of(Experiment, new RunOptions { RollbackStrategy = strategy });
        Assert.Equal(when, (string?)plan.PhasesOf()[^1]!["when"]);
    }

    [Fact]
    public void Undo_is_last_in_first_out_and_the_rollbacks_are_not_taken_back()
    {
        var undo = Plans.Of(Experiment).PhasesOf().Single(phase => (string?)phase!["phase"] == "undo")!["activities"]!.AsArray();
        Assert.Equal(["undo second", "p", "two"], undo.Select(one => (string?)one!["name"]));
        Assert.Equal(["second", "first", "first"], undo.Select(one => (string?)one!["takes_back"]));
        Assert.Equal(["/method/1/undo", "/method/0/undo/0", "/method/0/undo/1"], undo.Select(one => (string?)one!["pointer"]));
    }

    [Fact]
    public void Without_undo_the_plan_says_what_is_left_in_place()
    {
        var plan = Plans.Of(Experiment, new RunOptions { KeepsFaults = true });
        Assert.Contains("Undo (never (--no-undo): it is left in place)\n   action undo second", plan.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_mode_leaves_actions_out_and_so_what_takes_them_back()
    {
        var plan = Plans.Of(Experiment, new RunOptions { Dry = DryMode.Actions });
        Assert.Equal(["hypothesis-before", "method", "hypothesis-after", "rollbacks"], plan.NamesOf());
        Assert.False((bool?)plan.Activity("method", 0)["played"]);
        Assert.Null(plan.Activity("method", 2)["played"]);
    }

    [Fact]
    public void A_reference_is_what_it_refers_to()
    {
        var activity = Plans.Of(Experiment).Activity("method", 2);
        Assert.Equal(("p", "process", "/method/2"), ((string?)activity["name"], (string?)activity["provider"], (string?)activity["pointer"]));
    }

    [Fact]
    public void Planning_changes_nothing_in_the_experiment()
    {
        var engine = Extensions.ExtensionSamples.NewEngine();
        var experiment = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(Experiment)!;
        var before = experiment.ToJsonString();
        engine.Planner.Plan(experiment, Configuration.Variables.None, Plans.NoOptions, "e.json").ToText();
        Assert.Equal(before, experiment.ToJsonString());
    }
}
