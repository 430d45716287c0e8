using System.Text;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>Rows at the end of the screen, lines above them, and nothing left behind.</summary>
public sealed class LiveAreaTests : IDisposable
{
    private readonly VirtualScreen screen = new(20, 5);
    private readonly LiveArea area;
    private readonly Rows content = new();
    private TerminalSize size = new(20, 5);

    public LiveAreaTests() => area = new LiveArea(screen, () => size);

    public void Dispose() => screen.Dispose();

    [Fact]
    public void Lines_go_through_as_they_are_where_nothing_is_shown()
    {
        Write("one\ntwo\n");
        content.Shown = [];
        area.Show(content);
        Write("three\n");
        area.Hide();
        Assert.Equal("one\ntwo\nthree\n", screen.Received);
    }

    [Fact]
    public void Lines_appear_above_the_rows_which_stay_at_the_end()
    {
        content.Shown = ["a", "b"];
        area.Show(content);
        Write("one\n");
        Write("two\n");
        Assert.Equal(["one", "two", "a", "b"], screen.Rows);
        Assert.Equal((2, 0), (screen.Row, screen.Column));
    }

    [Fact]
    public void Lines_longer_than_the_screen_are_shown_whole()
    {
        content.Shown = ["a", "b"];
        area.Show(content);
        Write(new string('x', 20) + "\n");
        Write(new string('y', 45) + "\n");
        Assert.Equal([new string('x', 20), new string('y', 20), new string('y', 20), "yyyyy", "a", "b"], screen.Rows);
    }

    [Fact]
    public void A_screen_that_is_full_scrolls_and_keeps_every_line()
    {
        content.Shown = ["a", "b", "c"];
        area.Show(content);
        var lines = Enumerable.Range(0, 30).Select(number => $"line {number}").ToList();
        lines.ForEach(line => Write(line + "\n"));
        Assert.Equal([.. lines, "a", "b", "c"], screen.Rows);
    }

    [Fact]
    public void Rows_that_are_gone_leave_nothing()
    {
        content.Shown = ["a long one", "b", "c"];
        area.Show(content);
        content.Shown = ["a"];
        area.Refresh();
        Assert.Equal(["a"], screen.Rows);
        content.Shown = [];
        area.Refresh();
        Assert.Empty(screen.Rows);
    }

    [Fact]
    public void Nothing_is_left_when_it_is_hidden_nor_comes_after()
    {
        content.Shown = ["a", "b"];
        area.Show(content);
        Write("one\n");
        area.Hide();
        area.Refresh();
        area.Hide();
        Write("two\n");
        Assert.Equal(["one", "two"], screen.Rows);
    }

    [Fact]
    public void Suspended_it_leaves_the_screen_to_others_until_it_is_resumed_as_often()
    {
        content.Shown = ["a", "b"];
        area.Show(content);
        area.Suspend();
        area.Suspend();
        screen.Write("Sure? "u8);
        area.Refresh();
        area.Resume();
        Assert.Equal(["Sure?"], screen.Rows);
        screen.Write("y\n"u8);
        Write("one\n");
        area.Resume();
        Assert.Equal(["Sure? y", "one", "a", "b"], screen.Rows);
    }

    [Fact]
    public void Rows_follow_the_size_of_the_terminal()
    {
        content.Shown = ["a"];
        area.Show(content);
        size = new TerminalSize(12, 5);
        area.Refresh();
        Assert.Equal(12, content.Asked.Width);
        Write("one\n");
        Assert.Equal(["one", "a"], screen.Rows);
    }

    [Fact]
    public void The_cursor_is_never_hidden_and_every_write_ends_where_the_next_begins()
    {
        content.Shown = ["a", "b"];
        area.Show(content);
        for (var i = 0; i < 5; i++)
        {
            area.Refresh();
            Write("x\n");
            Assert.Equal(0, screen.Column);
        }

        Assert.DoesNotContain("?25", screen.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_many_threads_are_not_torn()
    {
        content.Shown = ["a", "b"];
        area.Show(content);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                Write($"{thread} says {i}\n");
                area.Refresh();
            }
        })));
        area.Hide();
        Assert.Equal(
            Enumerable.Range(0, 8).SelectMany(thread => Enumerable.Range(0, 50).Select(i => $"{thread} says {i}")).Order(StringComparer.Ordinal),
            screen.Rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_terminal_that_takes_nothing_holds_up_one_who_refreshes_and_no_more()
    {
        using var stuck = new StuckStream();
        var held = new LiveArea(stuck, () => size);
        content.Shown = ["a"];
        held.Show(content);
        stuck.IsStuck = true;
        var first = Task.Run(held.Refresh, TestContext.Current.CancellationToken);
        stuck.IsReached.Wait(TestContext.Current.CancellationToken);

        await Task.Run(held.Refresh, TestContext.Current.CancellationToken).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

        stuck.MayGoOn.Set();
        await first;
    }

    private void Write(string lines) => area.Write(Encoding.UTF8.GetBytes(lines));

    private sealed class StuckStream : MemoryStream
    {
        public bool IsStuck { get; set; }

        public ManualResetEventSlim IsReached { get; } = new();

        public ManualResetEventSlim MayGoOn { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsStuck)
            {
                IsReached.Set();
                MayGoOn.Wait();
            }
        }

        protected override void Dispose(bool disposing)
        {
            MayGoOn.Set();
            base.Dispose(disposing);
        }
    }

    private sealed class Rows : ILiveContent
    {
        public IReadOnlyList<string> Shown { get; set; } = [];

        public TerminalSize Asked { get; private set; }

        public IReadOnlyList<string> RowsFor(TerminalSize size)
        {
            Asked = size;
            return Shown;
        }
    }
}
