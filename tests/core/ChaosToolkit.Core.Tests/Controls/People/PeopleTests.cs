using ChaosToolkit.Running;
using static ChaosToolkit.Controls.BuiltIn;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Controls.People;

public class PeopleTests
{
    [Fact]
    public async Task A_prompt_holds_the_run_once_before_what_it_is_declared_on()
    {
        await using var run = new ScriptedRun();
        var person = new Somebody(true);
        run.Engine.Services.Person = person;

        var journal = await run.PlayAsync($"{{'title': 't', 'controls': [{Declare("prompt", "{'message': 'Ready?'}")}], 'method': [{Activity("a")}, {Activity("b")}]}}");

        Assert.Equal(["Ready?"], person.Asked);
        var told = journal["controls"]![0]!;
        Assert.Equal(("answer", "continued", "ann", "Ready?"), ((string)told["kind"]!, (string)told["answer"]!, (string)told["by"]!, (string)told["question"]!));
        Assert.NotNull(told["time"]);
    }

    [Theory]
    [InlineData("method", 1)]
    [InlineData("activity", 2)]
    [InlineData("rollback", 1)]
    public async Task A_prompt_may_stand_at_any_level(string at, int times)
    {
        await using var run = new ScriptedRun();
        var person = new Somebody(true);
        run.Engine.Services.Person = person;

        await run.PlayAsync($"{{'title': 't', 'controls': [{Declare("prompt", $"{{'at': '{at}'}}")}], 'method': [{Activity("a")}, {Activity("b")}]}}");

        Assert.Equal(times, person.Asked.Count);
    }

    [Fact]
    public async Task A_no_skips_the_activity()
    {
        await using var run = new ScriptedRun();
        run.Engine.Services.Person = new Somebody(false);

        var journal = await run.PlayAsync($"{{'title': 't', 'controls': [{Declare("confirm")}], 'method': [{Activity("a")}]}}");

        Assert.Empty(run.Script.Calls);
        Assert.Equal("completed", journal.Status());
        Assert.Equal("Play the action 'a'?", (string?)journal["controls"]![0]!["question"]);
        Assert.Equal("ann answered no to \"Play the action 'a'?\"", (string?)journal["run"]![0]!["bypassed"]);
    }

    [Fact]
    public async Task A_no_may_end_the_run()
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        run.Engine.Services.Person = new Somebody(false);

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'method': [{Activity("a", $", 'controls': [{Declare("confirm", "{'otherwise': 'abort'}")}]")}], 'rollbacks': [{Activity("r")}]}}");

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(["r succeeded"], journal.Entries("rollbacks"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_no_before_an_activity_in_the_background_ends_the_run_as_well(bool isSomebodyThere)
    {
        await using var run = new ScriptedRun();
        run.Engine.Services.Person = isSomebodyThere ? new Somebody(false) : null;
        run.Script.Hangs("b");

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'method': [{Activity("a", $", 'background': true, 'controls': [{Declare("confirm", "{'otherwise': 'abort'}")}]")}, {Activity("b")}]}}");

        Assert.Equal("interrupted", journal.Status());
        Assert.DoesNotContain("a", run.Script.Calls);
        Assert.Equal("interrupted", (string?)journal["verdict"]!["outcome"]);
    }

    [Theory]
    [InlineData("prompt")]
    [InlineData("confirm")]
    public async Task Without_anybody_to_answer_the_run_ends_and_says_what_to_do(string control)
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($"{{'title': 't', 'controls': [{Declare(control)}], 'method': [{Activity("a")}]}}");

        Assert.Equal("interrupted", journal.Status());
        Assert.Empty(run.Script.Calls);
        Assert.Contains(run.Log.Lines, line => line.EndsWith("Run it at a terminal, or give --yes or --no-input.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signal_ends_the_wait_for_an_answer()
    {
        await using var run = new ScriptedRun();
        var person = new Somebody(null);
        run.Engine.Services.Person = person;

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{Declare("prompt", "{'at': 'method'}")}], 'method': [{Activity("a")}]}}");
        await person.WasAsked;
        run.Interruption.Request(InterruptionCause.Interrupt);

        Assert.Equal("interrupted", (await play).Status());
    }

    private sealed class Somebody(bool? answer) : IPerson
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Asked { get; } = [];

        public Task WasAsked => asked.Task;

        public Task<Answer> ContinueAsync(string message, CancellationToken cancellationToken) => ConfirmAsync(message, cancellationToken);

        public async Task<Answer> ConfirmAsync(string question, CancellationToken cancellationToken)
        {
            Asked.Add(question);
            asked.TrySetResult();
            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return new Answer(answer ?? false, "ann");
        }
    }
}
