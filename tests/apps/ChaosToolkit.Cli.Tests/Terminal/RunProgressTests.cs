using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Running;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>What goes on in a run, as rows: told by its events, at a clock that the test moves.</summary>
public sealed class RunProgressTests
{
    private readonly ManualTimeProvider time = new();
    private readonly RunProgress progress;
    private readonly ProgressRows rows;

    public RunProgressTests()
    {
        progress = new RunProgress(time);
        rows = new ProgressRows(progress.Look, new Style(false, true), text => text.Replace("s3cret", "***", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_is_over_at_once_shows_nothing()
    {
        Pass(0.2);
        Assert.Empty(Show());
        Pass(0.1);
        Assert.Equal(["Starting  0 s"], Show());
    }

    [Fact]
    public void Shows_the_phase_and_how_long_an_activity_takes()
    {
        progress.Observe(new HypothesisStarted(Now, 1, HypothesisMoment.Before));
        Start(2, "probe", "shop answers");
        Pass(3);
        Assert.Equal(["Hypothesis before the method  3 s", "  probe   shop answers  3 s"], Show());
        End(2);
        Assert.Equal(["Hypothesis before the method  3 s"], Show());
    }

    [Theory]
    [InlineData(RunSection.Method, "Method")]
    [InlineData(RunSection.Undo, "Taking back")]
    [InlineData(RunSection.Rollbacks, "Rollbacks")]
    public void Names_the_parts_of_a_run(RunSection part, string expected)
    {
        progress.Observe(new PartStarted(Now, part));
        Pass(1);
        Assert.Equal([$"{expected}  1 s"], Show());
    }

    [Fact]
    public void Counts_pauses_down_and_forgets_them_when_they_are_over()
    {
        progress.Observe(new PauseStarted(Now, 5));
        Pass(0.4);
        Assert.Equal(["Starting  0 s", "  pause   of 5 s  5 s left"], Show());
        Pass(3);
        Assert.Equal(["Starting  3 s", "  pause   of 5 s  2 s left"], Show());
        Pass(1.6);
        Assert.Equal(["Starting  5 s"], Show());
    }

    [Fact]
    public void A_request_to_end_cuts_pauses_and_is_said()
    {
        progress.Observe(new PauseStarted(Now, 500));
        Pass(1);
        progress.EndsBy(InterruptionCause.Interrupt);
        Assert.Equal(["Starting  1 s  ending (Ctrl-C)"], Show());
    }

    [Theory]
    [InlineData(InterruptionCause.Interrupt, "Ctrl-C")]
    [InlineData(InterruptionCause.Terminate, "signal")]
    [InlineData(InterruptionCause.Exit, "signal")]
    [InlineData(InterruptionCause.ExitWithoutRollbacks, "signal")]
    [InlineData(InterruptionCause.Timeout, "timeout")]
    [InlineData(InterruptionCause.Guard, "guard")]
    public void Says_what_asked_for_the_end(InterruptionCause cause, string expected)
    {
        Pass(1);
        progress.EndsBy(cause);
        Assert.Equal([$"Starting  1 s  ending ({expected})"], Show());
    }

    [Fact]
    public void Shows_what_goes_on_beside_the_run_below_it()
    {
        progress.Observe(new PartStarted(Now, RunSection.Method));
        Start(1, "probe", "watch the queue", inBackground: true);
        Pass(61);
        Start(2, "action", "stop a worker");
        Pass(4);
        Assert.Equal(["Method  1 min 05 s", "  action  stop a worker  4 s", "  beside  watch the queue  1 min 05 s"], Show());
    }

    [Fact]
    public void Counts_how_often_the_hypothesis_held_during_the_method()
    {
        progress.Observe(new PartStarted(Now, RunSection.Method));
        for (var check = 1; check <= 3; check++)
        {
            progress.Observe(new HypothesisStarted(Now, check, HypothesisMoment.During));
            progress.Observe(new HypothesisEnded(Now, check, check != 3));
            Pass(1);
            Assert.Equal([$"Method  {check} s  hypothesis {(check < 3 ? $"met {check} of {check}" : "not met 1 of 3")}"], Show());
        }
    }

    [Fact]
    public void Many_rows_are_cut_to_what_the_terminal_has()
    {
        for (var number = 1; number <= 20; number++)
        {
            Start(number, "probe", $"watch {number}", inBackground: true);
        }

        Pass(1);
        var shown = Show();
        Assert.Equal(8, shown.Count);
        Assert.Equal("  and 14 more", shown[^1]);
        Assert.Equal(5, Show(new TerminalSize(80, 6)).Count);
        Assert.Empty(Show(new TerminalSize(80, 2)));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(25)]
    public void No_row_is_as_wide_as_the_terminal(int width)
    {
        progress.Observe(new HypothesisStarted(Now, 1, HypothesisMoment.Before));
        Start(2, "action", "日本 stop all workers of the shop one after the other until none is left over", inBackground: false);
        progress.Observe(new PauseStarted(Now, 100000));
        progress.EndsBy(InterruptionCause.Terminate);
        Pass(7000);
        var shown = rows.RowsFor(new TerminalSize(width, 24));
        Assert.Equal(2, shown.Count); // the request to end has cut the pause
        Assert.All(shown, row => Assert.InRange(Columns.Of(row), 1, width - 1));
        Assert.Empty(rows.RowsFor(new TerminalSize(20, 24)));
    }

    [Fact]
    public void What_drives_terminals_and_what_is_secret_is_not_shown()
    {
        Start(1, "probe", "look at s3cret\e[2J\nnow");
        Pass(1);
        Assert.Equal(["Starting  1 s", "  probe   look at ***\ufffd[2J now  1 s"], Show());
    }

    [Fact]
    public void Turns_while_time_passes()
    {
        Pass(1);
        var before = rows.RowsFor(TerminalSize.Usual)[0];
        Pass(0.1);
        Assert.NotEqual(before[0], rows.RowsFor(TerminalSize.Usual)[0][0]);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private void Pass(double seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    private void Start(int number, string type, string name, bool inBackground = false) => progress.Observe(
        new ActivityStarted(Now, number, RunSection.Method, 0, new JsonObject { ["type"] = type, ["name"] = name, ["background"] = inBackground }));

    private void End(int number) => progress.Observe(new ActivityEnded(Now, number, true, null, null));

    // Without what turns.
    private IReadOnlyList<string> Show(TerminalSize? size = null) => [.. rows.RowsFor(size ?? TerminalSize.Usual).Select((row, index) => (index == 0 ? row[2..] : row).TrimEnd())];
}
