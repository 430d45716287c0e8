using System.Text.Json.Nodes;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class ControlChangesTests
{
    private static readonly string Experiment = $$"""
        {'title': 't', 'configuration': {'v': 1}, 'controls': [{{Control("c")}}],
         'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("p")}}]},
         'method': [{{Activity("a")}}]}
        """;

    [Fact]
    public async Task Of_an_output_count_before_its_tolerance_is_checked()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c after activity"] = (context, _) =>
        {
            context.State!["output"] = false;
            return ValueTask.CompletedTask;
        };

        var journal = await run.PlayAsync(Experiment);

        Assert.False((bool)journal["steady_states"]!["before"]!["steady_state_met"]!);
        Assert.Empty(journal.Entries("run"));
    }

    [Fact]
    public async Task Of_the_state_count_also_where_another_one_is_put_in_its_place()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c after activity"] = (context, _) =>
        {
            context.State = Json("{'activity': {'name': 'p'}, 'status': 'succeeded', 'output': true, 'mine': 1}");
            return ValueTask.CompletedTask;
        };

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal(1L, (long)journal["run"]![0]!["mine"]!);
        Assert.True((bool)journal["steady_states"]!["before"]!["steady_state_met"]!);
    }

    [Fact]
    public async Task Of_the_hypothesis_state_decide_whether_it_is_met()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c after hypothesis"] = (context, _) =>
        {
            context.State!["steady_state_met"] = false;
            return ValueTask.CompletedTask;
        };

        Assert.Empty((await run.PlayAsync(Experiment)).Entries("run"));
    }

    [Fact]
    public async Task Of_the_journal_stay_in_it()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c after experiment"] = (context, _) =>
        {
            context.State!["deviated"] = true;
            context.State["extra"] = new JsonArray(1);
            return ValueTask.CompletedTask;
        };

        var journal = await run.PlayAsync(Experiment);

        Assert.True(journal.HasDeviated());
        Assert.Equal(1, (int)journal["extra"]![0]!);
    }

    [Fact]
    public async Task Of_experiment_configuration_and_secrets_the_run_sees()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c before method"] = (context, _) =>
        {
            ((JsonArray)context.Experiment!["method"]!).Add((JsonNode)Json(Activity("added", ", 'pauses': {'before': '${v}'}")));
            context.Configuration["v"] = 0;
            context.Secrets["s"] = Json("{'k': 1}");
            return ValueTask.CompletedTask;
        };
        run.Script.Controls["c before activity"] = (context, _) =>
        {
            context.Context!["seen"] = true;
            return ValueTask.CompletedTask;
        };
        JsonNode? secret = null;
        run.Script.Activities["added"] = (call, _) =>
        {
            secret = call.Secrets["s"]?["k"];
            return Script.Output(call.Configuration["v"]);
        };

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal(["a succeeded", "added succeeded"], journal.Entries("run"));
        Assert.Equal(0, (int)journal["run"]![1]!["output"]!);
        Assert.Equal(1L, (long)secret!);
        Assert.True((bool)journal["run"]![0]!["activity"]!["seen"]!);
        Assert.Equal(2, journal["experiment"]!["method"]!.AsArray().Count);
    }

    [Fact]
    public async Task That_take_the_journal_apart_do_not_end_the_run()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c configure"] = (context, _) =>
        {
            context.Events!.Register(new Wrecker());
            return ValueTask.CompletedTask;
        };

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal("completed", journal.Status());
    }

    [Fact]
    public async Task Fail_silently()
    {
        await using var run = new ScriptedRun();
        foreach (var moment in (string[])["before experiment", "after experiment", "before activity", "after activity", "cleanup", "configure", "after hypothesis"])
        {
            run.Script.Controls[$"c {moment}"] = (_, _) => throw new InvalidOperationException("broken");
        }

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal("completed", journal.Status());
        Assert.DoesNotContain(run.Log.Lines, line => line.Contains("broken", StringComparison.Ordinal));
    }

    private sealed class Wrecker : IRunEventHandler
    {
        public ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken)
        {
            if (moment.Arguments.TryGetValue("journal", out var journal))
            {
                journal!.AsObject().Remove("run");
                journal.AsObject().Remove("rollbacks");
                journal.AsObject().Remove("steady_states");
            }

            return ValueTask.CompletedTask;
        }
    }
}
