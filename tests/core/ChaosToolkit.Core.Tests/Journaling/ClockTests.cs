using System.Text.Json.Nodes;
using ChaosToolkit.Recovery;
using ChaosToolkit.Running;
using ChaosToolkit.Testing;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Journaling;

/// <summary>The machine's clock is set back by an hour while the run goes on, or before it is recovered.</summary>
public class ClockTests
{
    private static readonly string Experiment =
        $"{{'title': 't', 'method': [{Activity("a", ", 'undo': {'provider': {'type': 'scripted'}}")}, {Activity("b", ", 'pauses': {'before': 5}")}]}}";

    [Fact]
    public async Task That_is_set_back_makes_no_time_of_the_run_go_backwards()
    {
        await using var run = new LoggedRun();
        run.Run.Script.Activities["a"] = (_, _) =>
        {
            run.Run.Time.SetBack(TimeSpan.FromHours(1));
            return Script.Output(true);
        };
        var playing = run.PlayAsync(Experiment);
        await run.Run.Time.PassAsync(TimeSpan.FromSeconds(5));
        var journal = await playing;

        Assert.Equal("completed", (string?)journal["status"]);
        Assert.Equal(5.0, (double)journal["duration"]!);
        Assert.Equal("succeeded", (string?)journal["undo"]![0]!["status"]);
        AssertInOrder(run.Log.Events);
        Assert.Empty(LogVerification.Of(run.Kept!.Path).Problems);
    }

    [Fact]
    public async Task That_is_set_back_before_a_recovery_makes_its_times_no_earlier_than_those_of_the_run()
    {
        await using var run = new LoggedRun();
        run.Run.Script.Hangs("b");
        var playing = run.PlayAsync(Experiment);
        await run.Run.Time.PassAsync(TimeSpan.FromSeconds(5));
        await run.Run.Script.StartedAsync("b");

        // What a runner leaves that is killed now.
        using var left = new TemporaryFolder();
        File.Copy(run.Kept!.LogPath, left.At("log.jsonl"));
        await using var second = new ScriptedRun();
        second.Time.SetBack(TimeSpan.FromHours(1));
        using (var recovery = RunRecovery.TryTake(left.Path, second.Time)!) // nobody has the copy
        {
            await recovery.PlayAsync(second.Engine, second.Interruption, new RecoveryOptions("recover"));
        }

        var journal = JsonNode.Parse(await File.ReadAllTextAsync(run.JournalPath, TestContext.Current.CancellationToken))!;
        Assert.Equal(("aborted", "aborted"), ((string?)journal["status"], (string?)journal["verdict"]!["outcome"]));
        Assert.Equal("succeeded", (string?)journal["undo"]![0]!["status"]);
        Assert.True((double)journal["duration"]! >= 5.0);
        AssertInOrder(RunLogReader.Read(left.At("log.jsonl")).Events);
        run.Run.Interruption.Request(InterruptionCause.Interrupt);
        await playing;
    }

    private static void AssertInOrder(IEnumerable<RunLogEvent> events)
    {
        var times = events.Select(moment => moment.Time).ToList();
        Assert.Equal(times.Order(), times);
    }
}
