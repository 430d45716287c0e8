using ChaosToolkit.Journaling;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class UndoTests
{
    [Fact]
    public async Task Is_played_after_the_hypothesis_and_before_the_rollbacks_last_in_first_out()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("p")}}]},
             'method': [{{Undoable("a")}}, {{Activity("b")}}, {{Activity("c", ", 'undo': [{'name': 'c1', 'provider': {'type': 'scripted'}}, {'name': 'c2', 'provider': {'type': 'scripted'}}]")}}],
             'rollbacks': [{{Activity("r")}}]}
            """);

        Assert.Equal(["p", "a", "b", "c", "p", "c1", "c2", "undo a", "r"], run.Script.Calls);
        Assert.Equal(["c1 succeeded", "c2 succeeded", "undo a succeeded"], journal.Entries("undo"));
        Assert.Equal(["Undo: c1", "Undo: c2", "Undo: undo a"], Lines(run).Where(line => line.StartsWith("Undo", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("fails", "completed")]
    [InlineData("breaks", "aborted")]
    [InlineData("stops", "interrupted")]
    [InlineData("leaves", "interrupted")]
    public async Task Is_played_however_the_run_ends(string last, string status)
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("fails", () => new ActivityFailedException("It is broken."));
        run.Script.Throws("breaks", () => new InvalidOperationException("Nobody foresaw it."));
        run.Script.Throws("stops", () => new ExitRequestedException("20"));
        run.Script.Throws("leaves", () => new ExitRequestedException("30"));

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a", ", 'background': true")}, {Undoable(last)}]}}");

        Assert.Equal(status, journal.Status());
        Assert.Equal([$"undo {last} succeeded", "undo a succeeded"], journal.Entries("undo"));
    }

    // An undo may have any name, and an action may be played twice under its own.
    [Fact]
    public async Task Says_in_the_journal_which_action_it_takes_back()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'method': [{{Activity("b")}}, {{Undoable("a")}}, {{Activity("c", ", 'undo': [{'name': 'x', 'provider': {'type': 'scripted'}}, {'name': 'y', 'provider': {'type': 'scripted'}}]")}}, {{Undoable("a")}}]}
            """);

        Assert.Equal(["undo a succeeded", "x succeeded", "y succeeded", "undo a succeeded"], journal.Entries("undo"));
        Assert.Equal(["/run/3", "/run/2", "/run/2", "/run/1"], journal["undo"]!.AsArray().Select(undo => (string?)undo!["takes_back"]));
    }

    [Fact]
    public async Task Goes_on_past_failures_and_says_what_is_left()
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("undo b", () => new InvalidOperationException("It will not move."));

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a")}, {Undoable("b")}]}}");

        Assert.Equal(["undo b failed", "undo a succeeded"], journal.Entries("undo"));
        Assert.Contains("Not taken back: 'undo b'", Lines(run));
    }

    [Fact]
    public async Task Is_not_ended_by_one_signal_but_by_the_second()
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("undo b");
        var playing = run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a")}, {Undoable("b")}, {Undoable("c")}], 'rollbacks': [{Activity("r")}]}}");
        await run.Script.StartedAsync("undo b");
        run.Interruption.Request(InterruptionCause.Interrupt);
        Assert.False(playing.IsCompleted);

        run.Interruption.Request(InterruptionCause.Interrupt);
        var journal = await playing;

        Assert.Equal(["undo c succeeded", "undo b -", "undo a -"], journal.Entries("undo"));
        Assert.Equal("interrupted", journal.Status());
        Assert.Contains("Not taken back: 'undo b', 'undo a'", Lines(run));
        Assert.Empty(journal.Entries("rollbacks"));
    }

    [Fact]
    public async Task That_nobody_began_after_the_second_signal_is_part_of_the_verdict()
    {
        await using var run = new ScriptedRun();
        run.Script.Activities["undo b"] = async (_, cancellationToken) =>
        {
            run.Interruption.Request(InterruptionCause.Interrupt);
            run.Interruption.Request(InterruptionCause.Interrupt);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true; // it came to its end all the same
        };

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a")}, {Undoable("b")}]}}");

        Assert.Equal("undo a -", journal.Entries("undo").Last());
        Assert.Equal("not-restored", (string?)journal["verdict"]!["outcome"]);
    }

    [Fact]
    public async Task Ends_each_after_its_time()
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("undo b");
        var playing = run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a")}, {Undoable("b")}]}}");
        await run.Script.StartedAsync("undo b");
        run.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(["undo b failed", "undo a succeeded"], (await playing).Entries("undo"));
    }

    [Fact]
    public async Task Is_left_to_people_on_request()
    {
        await using var run = new ScriptedRun { Options = new RunOptions { KeepsFaults = true } };

        await run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a")}]}}");

        Assert.Equal(["a"], run.Script.Calls);
        Assert.Contains("Undo was explicitly requested to not be played. Left in place: 'undo a'", Lines(run));
    }

    [Fact]
    public async Task Is_not_played_for_what_was_not_done()
    {
        await using var run = new ScriptedRun { Options = new RunOptions { Dry = DryMode.Actions } };

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a")}]}}");

        Assert.Empty(run.Script.Calls);
        Assert.False(journal.ContainsKey("undo"));
    }

    [Fact]
    public async Task Is_written_down_with_the_configuration_and_without_secrets()
    {
        await using var run = new LoggedRun();
        await run.PlayAsync($$$"""
            {'title': 't', 'configuration': {'port': 80, 'price': '$5 ${port}'}, 'secrets': {'s': {'token': 'very-secret'}},
             'method': [{{{Activity("a", ", 'undo': {'provider': {'type': 'scripted', 'x': ['${port}', 'a ${price} $$HOME ${token} ${who}']}}")}}}]}
            """);

        var undo = run.Log.Events.OfType<ActionIntended>().Single().Undo[0]!;
        Assert.Equal("[80,\"a $$5 $${port} $$HOME ${token} ${who}\"]", undo["provider"]!["x"]!.ToJsonString());
    }

    [Fact]
    public async Task Is_done_when_the_log_is_lost_and_nothing_new_is()
    {
        await using var run = new LoggedRun();
        run.Run.Script.Activities["a"] = (_, _) =>
        {
            Directory.Delete(run.Kept!.Path, recursive: true);
            return Script.Output(true);
        };

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Undoable("a")}, {Undoable("b")}]}}");

        Assert.Equal("aborted", journal.Status());
        Assert.Equal(["a", "undo a"], run.Run.Script.Calls);
        Assert.Contains(Lines(run.Run), line => line.StartsWith("The run log cannot be written any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restores_what_the_hypothesis_verifies()
    {
        await using var run = new ScriptedRun { Options = new RunOptions { VerifiesRestoration = true } };
        var isHealthy = true;
        run.Script.Activities["p"] = (_, _) => Script.Output(isHealthy);
        run.Script.Activities["a"] = (_, _) => Script.Output(isHealthy = false);
        run.Script.Activities["undo a"] = (_, _) => Script.Output(isHealthy = true);

        var journal = await run.PlayAsync($"{{'title': 't', 'steady-state-hypothesis': {{'title': 'h', 'probes': [{Probe("p")}]}}, 'method': [{Undoable("a")}]}}");

        Assert.True(journal.HasDeviated());
        Assert.True((bool)journal["restoration"]!["steady_state_met"]!);
    }

    private static string Undoable(string name, string more = "") => Activity(name, $", 'undo': {{'provider': {{'type': 'scripted'}}}}{more}");

    private static IEnumerable<string> Lines(ScriptedRun run) => run.Log.Records.Select(record => record.Message);
}
