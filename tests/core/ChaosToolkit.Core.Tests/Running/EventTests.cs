using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class EventTests
{
    private static readonly string Experiment = $$"""
        {'title': 't', 'controls': [{{Control("c")}}], 'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("p")}}]},
         'method': [{{Activity("a")}}], 'rollbacks': [{{Activity("r")}}]}
        """;

    [Fact]
    public async Task Come_in_the_order_of_the_run()
    {
        await using var run = new ScriptedRun();
        var heard = Listen(run);

        await run.PlayAsync(Experiment);

        Assert.Equal(
            """
            running
            start_hypothesis_before start_activity activity_completed hypothesis_before_completed
            start_method start_activity activity_completed method_completed
            start_hypothesis_after start_activity activity_completed hypothesis_after_completed
            start_rollbacks start_activity activity_completed rollbacks_completed
            finish
            """.ReplaceLineEndings(" "),
            string.Join(' ', heard.Select(moment => moment.Name)));
        Assert.Equal("default", (string?)heard[0].Arguments["settings"]!["runtime"]!["rollbacks"]!["strategy"]);
    }

    [Fact]
    public async Task Tell_of_an_interruption_after_a_method_without_state()
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        var heard = Listen(run);
        run.Script.Controls["c before activity"] = (context, _) =>
            (string?)context.Context!["name"] is "a" or "r" ? throw new InterruptExecutionException("enough") : ValueTask.CompletedTask;

        await run.PlayAsync(Experiment);

        Assert.Equal(
            ["method_completed", "interrupted", "start_rollbacks", "rollbacks_completed", "finish"],
            heard.Select(moment => moment.Name).SkipWhile(name => name != "method_completed"));
        Assert.Null(heard.Single(moment => moment.Name == "method_completed").Arguments["state"]);
    }

    [Fact]
    public async Task Tell_of_the_rounds_of_a_continuous_hypothesis()
    {
        await using var run = new ScriptedRun { Options = new() { HypothesisStrategy = HypothesisStrategy.DuringMethodOnly } };
        var heard = Listen(run);

        await run.PlayAsync(Experiment);

        var names = heard.Select(moment => moment.Name).ToList();
        Assert.Contains("start_continuous_hypothesis", names);
        Assert.Contains("continuous_hypothesis_completed", names);
        Assert.Equal(1L, (long)heard.First(moment => moment.Name == "continuous_hypothesis_iteration").Arguments["iteration_index"]!);
    }

    [Fact]
    public async Task Reach_the_next_handler_when_one_throws()
    {
        await using var run = new ScriptedRun();
        Listen(run, moment => throw new InvalidOperationException("broken"));
        var configure = run.Script.Controls["c configure"];
        List<RunEvent> heard = [];
        run.Script.Controls["c configure"] = async (context, token) =>
        {
            await configure(context, token);
            context.Events!.Register(new Handler(moment =>
            {
                heard.Add(moment);
                return ValueTask.CompletedTask;
            }));
        };

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal("completed", journal.Status());
        Assert.Equal("finish", heard[^1].Name);
    }

    [Fact]
    public async Task Do_not_wait_for_a_handler_that_hangs_once_the_run_is_to_end()
    {
        await using var run = new ScriptedRun();
        var reached = new TaskCompletionSource();
        Listen(run, moment =>
        {
            if (moment.Name != "start_method")
            {
                return ValueTask.CompletedTask;
            }

            reached.SetResult();
            return new ValueTask(new TaskCompletionSource().Task);
        });

        var play = run.PlayAsync(Experiment);
        await reached.Task;
        run.Interruption.Request(InterruptionCause.Interrupt);
        await run.Time.PassAsync(Turn.Patience);

        Assert.Equal("interrupted", (await play).Status());
    }

    private static List<RunEvent> Listen(ScriptedRun run, Func<RunEvent, ValueTask>? does = null)
    {
        List<RunEvent> heard = [];
        run.Script.Controls["c configure"] = (context, _) =>
        {
            context.Events!.Register(new Handler(moment =>
            {
                heard.Add(moment);
                return does?.Invoke(moment) ?? ValueTask.CompletedTask;
            }));
            return ValueTask.CompletedTask;
        };
        return heard;
    }

    private sealed class Handler(Func<RunEvent, ValueTask> does) : IRunEventHandler
    {
        public ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken) => does(moment);
    }
}
