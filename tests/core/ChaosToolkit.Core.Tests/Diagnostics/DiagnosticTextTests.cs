using ChaosToolkit.Loading;

namespace ChaosToolkit.Diagnostics;

public sealed class DiagnosticTextTests
{
    [Fact]
    public void An_excerpt_costs_as_much_as_it_is_long_however_long_the_line_is()
    {
        var source = new SourceText("long.json", new string('x', 2_000_000));
        _ = source.Lines;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var column = 1; column <= 1000; column++)
        {
            Assert.Equal(2, DiagnosticText.Details(At(source, 1, column * 1000, column * 1000 + 5)).Count);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000); // one copy of the line is 4 MB
    }

    [Theory]
    [InlineData("- {name: 日本語, type: actoin}", "actoin", 3)]
    [InlineData("- {name: e\u0301, type: actoin}", "actoin", -1)]
    [InlineData("- {name: \U0001F600, type: actoin}", "actoin", 0)]
    [InlineData("\t- {type: actoin}", "actoin", 0)]
    [InlineData("- {type: \u001b[2J, name: actoin}", "actoin", 0)]
    [InlineData("- {name: ０, type: 日本}", "日本", 1)]
    public void The_caret_stands_below_its_place_on_a_terminal(string line, string marked, int cellsMore)
    {
        var at = line.IndexOf(marked, StringComparison.Ordinal);
        var details = DiagnosticText.Details(At(new SourceText("a.yaml", line), 1, at + 1, at + 1 + marked.Length));

        Assert.Equal("  | " + new string(' ', at + cellsMore) + new string('^', marked == "日本" ? 4 : marked.Length), details[1]);
    }

    [Fact]
    public void A_place_far_along_a_line_is_shown_with_what_is_around_it()
    {
        var line = new string('a', 1000) + "b" + new string('c', 1000);
        var details = DiagnosticText.Details(At(new SourceText("a.yaml", "one\r\n" + line + "\rthree"), 2, 1001, 1002));

        Assert.Equal(["2 | " + new string('a', 40) + "b" + new string('c', 79), "  | " + new string(' ', 40) + "^"], details);
    }

    [Fact]
    public void What_is_hidden_is_hidden_in_an_excerpt_as_well()
    {
        var source = new SourceText("a.json", new string(' ', 500) + "secret, 5");
        source.Hide(new SourceRange(1, 501, 1, 507));

        Assert.EndsWith(" ******, 5", DiagnosticText.Details(At(source, 1, 509, 510))[0], StringComparison.Ordinal);
        Assert.Equal(new string(' ', 500) + "******, 5", source.ShowLine(1));
    }

    private static Diagnostic At(SourceText source, int line, int start, int end) =>
        new("CTK0104", DiagnosticLevel.Error, "m", new SourceSpan(source, new SourceRange(line, start, line, end)), "");
}
