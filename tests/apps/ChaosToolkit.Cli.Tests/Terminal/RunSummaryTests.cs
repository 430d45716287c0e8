using System.Text;
using ChaosToolkit.Reporting.Journals;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>The summary of a run, made of journals of ours and of the original.</summary>
public sealed class RunSummaryTests
{
    private static readonly string Samples = Repository.At("tests", "reporting", "ChaosToolkit.Reporting.Tests", "Samples");

    public static TheoryData<string> Journals => [.. Directory.GetFiles(Samples, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("shop", 100)]
    [InlineData("shop", 40)]
    [InlineData("login", 80)]
    [InlineData("library-1.19", 80)]
    public void Says_what_came_of_a_run(string name, int width) => Snapshot.Verify(RunSummary.Of(Read(name + ".json"), Style.Plain, width), $"{name}-{width}");

    [Theory]
    [MemberData(nameof(Journals))]
    public void Fits_narrow_terminals_and_drives_none(string name)
    {
        foreach (var width in (int[])[40, 79])
        {
            var summary = RunSummary.Of(Read(name), Style.Plain, width);
            Assert.All(summary.Split('\n'), line => Assert.InRange(Columns.Of(line), 0, width));
            Assert.DoesNotContain(summary, c => char.IsControl(c) && c != '\n');
        }
    }

    [Fact]
    public void Colours_stand_on_each_line_alone() =>
        Assert.All(RunSummary.Of(Read("shop.json"), new Style(true, true), 40).Split('\n'), line => Assert.Equal(line.Split("\e[0m").Length, line.Replace("\e[0m", "", StringComparison.Ordinal).Split('\e').Length));

    [Fact]
    public void What_was_not_taken_back_is_recovered_next()
    {
        var journal = JournalReader.Read(
            "my journal.json",
            Encoding.UTF8.GetBytes("""{"status": "completed", "run_id": "20260102T030405Z-abcdef", "experiment": {"title": "t"}, "run": [], "undo": [{"activity": {"name": "u", "type": "action"}, "status": "failed"}]}"""));
        Assert.Contains("next      chaos recover 20260102T030405Z-abcdef\n", RunSummary.Of(journal, Style.Plain, 80), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_quoted_for_the_shell_where_it_must_be()
    {
        var journal = JournalReader.Read("my jour'nal.json", """{"status": "completed", "experiment": {"title": "t"}, "run": []}"""u8.ToArray());
        Assert.Contains(@"next      chaos report 'my jour'\''nal.json' report.html", RunSummary.Of(journal, Style.Plain, 80), StringComparison.Ordinal);
    }

    private static Journal Read(string name) => JournalReader.Read(name, File.ReadAllBytes(Path.Combine(Samples, name)));
}
