using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Reporting.Journals;

public sealed class JournalReaderTests
{
    [Theory]
    [InlineData("library-0.12.json", "0.12.2", "inconclusive")]
    [InlineData("library-1.0.json", "1.0.0", "explored")]
    [InlineData("library-1.19.json", "1.19.0", "interrupted")]
    [InlineData("library-1.45.json", "1.45.0", "deviated")]
    public void Reads_journals_of_the_original(string name, string version, string outcome)
    {
        var journal = Samples.Read(name);

        Assert.Equal(version, journal.Version);
        Assert.Equal(outcome, RunFindings.Of(journal).Outcome);
        Assert.All(ReportFormatCatalog.Names, format => Assert.NotEmpty(Samples.Write(Samples.ReportOf(name), format)));
    }

    [Fact]
    public void Times_without_an_offset_are_utc() => Assert.Equal(new DateTimeOffset(2018, 1, 28, 13, 10, 6, 162, TimeSpan.Zero).AddMicroseconds(18), Samples.Read("library-0.12.json").Start);

    [Fact]
    public void Reads_what_the_conformance_cases_recorded()
    {
        var cases = Directory.EnumerateFiles(Repository.At("tests", "conformance", "cases"), "expected.json", SearchOption.AllDirectories)
            .Select(path => System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))?["journal"]?.ToJsonString()).OfType<string>().ToList();

        Assert.True(cases.Count > 100);
        Assert.All(cases, json => Assert.NotEmpty(Samples.WriteText(new Report([Samples.Parse(json)], Samples.Created), "html")));
    }

    [Theory]
    [InlineData("""{"title": "x", "method": []}""", "journal.json:1: this is not a journal: it is an experiment. 'chaos run' plays it and writes its journal.")]
    [InlineData("""{"experiment": {}}""", "journal.json:1: this is not a journal: it has neither 'run' nor 'status'.")]
    [InlineData("""{"status": 3, "run": "x", "experiment": 1}""", "journal.json:1: this is not a journal: its 'experiment' is no object.")]
    [InlineData("""{"status": 3, "run": "x"}""", "journal.json:1: this is not a journal: it has no 'experiment'.")]
    [InlineData("[]", "journal.json:1: this is not a journal: a journal is an object.")]
    [InlineData("{\n  \"experiment\": oops\n}", "journal.json:2:17: this is not JSON, so it is no journal. A journal is what 'chaos run' writes to --journal-path.")]
    public void Says_why_a_file_is_no_journal(string text, string message) => Assert.Equal(message, Assert.Throws<LoadingException>(() => Samples.Parse(text)).Message);

    [Fact]
    public void Says_that_it_is_nested_too_deep() =>
        Assert.Contains("values are nested deeper than 1000 levels", Assert.Throws<LoadingException>(() => Samples.Parse(new string('[', 2000))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_no_journal()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"'{folder.Path}' is a folder, not a journal. Name the file that 'chaos run' wrote to --journal-path.", Assert.Throws<LoadingException>(() => JournalReader.Read(folder.Path)).Message);
    }

    [Fact]
    public void Takes_nothing_for_granted()
    {
        var journal = Samples.Parse("""{"experiment": {"title": 7, "tags": "x", "contributions": [1], "method": {}}, "status": null, "run": [1, {"activity": null, "start": "yesterday", "duration": "<seconds>"}], "steady_states": []}""");

        Assert.Equal("Untitled experiment", journal.Title);
        Assert.Equal("unnamed", Assert.Single(journal.Method).Name);
    }

    [Fact]
    public void Masks_secrets_that_the_original_left_in_its_journal()
    {
        foreach (var format in ReportFormatCatalog.Names.Where(format => format != "pdf"))
        {
            var text = Samples.WriteText(Samples.ReportOf("shop.json"), format);
            Assert.DoesNotContain("inline-secret-value", text, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t-t0ken", text, StringComparison.Ordinal);
            Assert.DoesNotContain("abcd-1234-efgh", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Puts_values_in_the_place_of_references()
    {
        var journal = JournalReader.Read("j", """{"experiment": {"title": "In ${region}, ${other}"}, "run": []}"""u8.ToArray(), new Dictionary<string, string> { ["region"] = "Berlin" });

        Assert.Equal("In Berlin, ${other}", journal.Title);
    }
}
