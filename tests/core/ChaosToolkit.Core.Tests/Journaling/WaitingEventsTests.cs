using ChaosToolkit.Testing;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Journaling;

/// <summary>What tells of a probe may wait in memory, but never for long.</summary>
public class WaitingEventsTests
{
    [Fact]
    public async Task What_tells_of_a_probe_is_in_the_file_before_an_action_is_carried_out()
    {
        await using var run = new LoggedRun();
        IReadOnlyList<RunLogEvent> seen = [];
        run.Run.Script.Activities["act"] = (_, _) =>
        {
            seen = run.Log.Events;
            return Running.Script.Output(null);
        };

        await run.PlayAsync($"{{'title': 't', 'method': [{Activity("look", type: "probe")}, {Activity("act")}]}}");

        Assert.Equal([1, 2], seen.OfType<ActivityStarted>().Select(start => start.Activity));
        Assert.Equal([1], seen.OfType<ActivityEnded>().Select(end => end.Activity));
    }

    [Fact]
    public async Task And_before_a_control_has_its_turn()
    {
        await using var run = new LoggedRun();
        IReadOnlyList<RunLogEvent> seen = [];
        run.Run.Script.Controls["c before activity"] = (_, _) =>
        {
            seen = run.Log.Events;
            return ValueTask.CompletedTask;
        };

        await run.PlayAsync($"{{'title': 't', 'method': [{Activity("look", type: "probe")}, {Activity("more", $", 'controls': [{Control("c")}]", type: "probe")}]}}");

        Assert.Equal([1], seen.OfType<ActivityEnded>().Select(end => end.Activity));
    }

    [Fact]
    public async Task And_when_the_run_waits_for_something()
    {
        await using var run = new LoggedRun();
        var mayEnd = run.Run.Script.WaitsFor("slow");
        var whole = run.PlayAsync($"{{'title': 't', 'method': [{Activity("look", type: "probe")}, {Activity("slow", type: "probe")}]}}");
        await run.Run.Script.StartedAsync("slow");

        await Eventually.IsSoAsync(() => run.Log.Events.OfType<ActivityStarted>().Count() == 2, "the start of both probes in the log");
        Assert.Single(run.Log.Events.OfType<ActivityEnded>());

        mayEnd.SetResult();
        await whole;
    }

    [Fact]
    public void Events_stand_in_their_order_whichever_of_them_waited()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("log.jsonl");
        using (var file = RunLogFile.Create(path))
        {
            file.Append(new RunClosed(default, 1), mayWait: true);
            file.Append(new RunClosed(default, 2), mayWait: true);
            Assert.Empty(File.ReadAllBytes(path));

            file.Append(new RunClosed(default, 3));
            Assert.Equal(3, RunLogReader.Read(path).Events.Count);

            file.Append(new RunClosed(default, 4), mayWait: true);
            file.Flush();
            Assert.Equal(4, RunLogReader.Read(path).Events.Count);

            file.Append(new RunClosed(default, 5), mayWait: true);
        }

        var read = RunLogReader.Read(path);
        Assert.Equal(Enumerable.Range(1, 5).Select(number => new RunClosed(default, number)), read.Events);
        Assert.Null(read.Damage);
    }

    [Fact]
    public void What_could_not_be_written_is_not_referred_to()
    {
        using var folder = new TemporaryFolder();
        using var file = RunLogFile.Create(folder.At("log.jsonl"));
        Exception? told = null;
        file.Failed += failure => told = failure;
        file.Append(new RunClosed(default, 1));
        file.Append(new RunClosed(default, 2), mayWait: true);
        var (number, hash) = (file.LastNumber, file.LastHash);

        file.Append(new ActivityEnded(default, 1, true, System.Text.Json.Nodes.JsonValue.Create(new Unwritable()), null));

        Assert.NotNull(told);
        Assert.Equal((number, hash), (file.LastNumber, file.LastHash));
        Assert.Equal(2, RunLogReader.Read(folder.At("log.jsonl")).Events.Count);
    }

    private sealed class Unwritable
    {
        public string Text => throw new ArgumentException("It has no text.");
    }
}
