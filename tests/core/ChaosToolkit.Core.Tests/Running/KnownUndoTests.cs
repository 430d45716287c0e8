using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Journaling;
using ChaosToolkit.Testing;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

/// <summary>What takes an action back where its provider knows it: how the provider is asked, and what of its answer is written down.</summary>
public class KnownUndoTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_provider_that_takes_too_long_to_tell_fails_the_action_which_is_not_carried_out(bool isDeaf)
    {
        await using var run = new ScriptedRun();
        run.Script.Looks["a"] = async cancellationToken =>
        {
            await Task.Delay(Timeout.Infinite, isDeaf ? CancellationToken.None : cancellationToken);
            return [];
        };

        var play = run.PlayAsync($"{{'title': 't', 'method': [{Known("a", ", 'timeout': 2.5")}, {Activity("b")}]}}");
        await run.Time.PassAsync(TimeSpan.FromSeconds(2.5));
        if (isDeaf)
        {
            await run.Time.PassAsync(Turn.Patience);
        }

        Assert.Equal(["a failed", "b succeeded"], (await play).Entries("run"));
        Assert.Equal(["look a", "b"], run.Script.Calls);
        Assert.Contains("ERROR   => failed: The activity took longer than its time-out of 2.5 seconds and was ended.", run.Log.Lines);
    }

    [Fact]
    public async Task A_provider_that_does_not_tell_does_not_hold_up_the_end_of_the_run()
    {
        await using var run = new ScriptedRun();
        run.Script.Looks["a"] = _ => new TaskCompletionSource<JsonArray>().Task;

        var play = run.PlayAsync($"{{'title': 't', 'method': [{Known("a")}]}}");
        await run.Script.StartedAsync("look a");
        run.Interruption.Request(InterruptionCause.Interrupt);
        await run.Time.PassAsync(Turn.Patience);

        Assert.Equal("interrupted", (await play).Status());
        Assert.Equal(["look a"], run.Script.Calls);
    }

    [Fact]
    public async Task A_provider_that_blocks_while_it_looks_holds_up_nothing_else()
    {
        await using var run = new ScriptedRun();
        using var isCalled = new ManualResetEventSlim();
        var (hasGoneOn, cancellationToken) = (false, TestContext.Current.CancellationToken);
        run.Script.Looks["a"] = _ =>
        {
            hasGoneOn = isCalled.Wait(Eventually.Patience, cancellationToken);
            return Task.FromResult(Script.Undo([]));
        };
        run.Script.Activities["b"] = (_, _) =>
        {
            isCalled.Set();
            return Script.Output(true);
        };

        await run.PlayAsync($"{{'title': 't', 'method': [{Known("a", ", 'background': true")}, {Activity("b")}]}}");

        Assert.True(hasGoneOn);
    }

    [Fact]
    public async Task A_provider_that_breaks_while_it_looks_is_told_in_the_journal()
    {
        await using var run = new ScriptedRun();
        run.Script.Looks["a"] = _ => throw new InvalidOperationException("Nobody foresaw it.");

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Known("a")}]}}");

        Assert.Equal("aborted", journal.Status());
        Assert.Equal(["a -"], journal.Entries("run"));
    }

    [Theory]
    [InlineData("http://u:toxiproxy@host:8474/", "${toxiproxy_url}/")] // its value holds that of 'password', and its name that value
    [InlineData("toxiproxy, $toxiproxy", "${password}, $$${password}")]
    [InlineData("first-token", "${token}")]
    [InlineData("innocent words", "innocent words")]
    public async Task Secrets_become_references_again(string text, string written)
    {
        await using var run = new LoggedRun();
        await PlayAsync(run, text);

        Assert.Equal(written, (string?)Assert.Single(run.Log.Events.OfType<ActionIntended>()).Undo[0]!["provider"]!["arguments"]!["x"]);
    }

    [Theory]
    [InlineData("second-token")] // ${token} is that of the first scope
    [InlineData("shadowed-key")] // ${key} is that of the configuration
    [InlineData("odd-name-token")] // no reference has such a name
    [InlineData("http://u:pa%20ss-word@host/")] // in another form than the value
    public async Task An_action_whose_undo_holds_a_secret_for_which_no_reference_stands_is_not_carried_out(string text)
    {
        await using var run = new LoggedRun();
        var journal = await PlayAsync(run, text);

        Assert.Equal(["a failed"], journal.Entries("run"));
        Assert.Equal(["look a"], run.Run.Script.Calls);
        Assert.Contains("'undo'", string.Concat(journal["run"]![0]!["exception"]!.AsArray()), StringComparison.Ordinal);
        Assert.DoesNotContain(text, File.ReadAllText(run.Kept!.LogPath), StringComparison.Ordinal);
    }

    private static Task<JsonObject> PlayAsync(LoggedRun run, string text)
    {
        run.Run.Script.Looks["a"] = _ => Task.FromResult(Script.Undo(new JsonObject { ["x"] = text }));
        var variables = new Variables();
        variables.Secrets["one"] = new JsonObject { ["password"] = "toxiproxy", ["token"] = "first-token", ["odd-name"] = "odd-name-token", ["spaced"] = "pa ss-word" };
        variables.Secrets["two"] = new JsonObject { ["token"] = "second-token", ["key"] = "shadowed-key" };
        return run.PlayAsync(
            $$$"""
            {'title': 't', 'configuration': {'toxiproxy_url': 'http://u:toxiproxy@host:8474', 'key': 'a key'}, 'secrets': {'one': {}, 'two': {}}, 'method': [{{{Known("a")}}}]}
            """,
            variables);
    }

    private static string Known(string name, string more = "") => $"{{'type': 'action', 'name': '{name}', 'provider': {{'type': 'knowing'}}{more}}}";
}
