using System.Text.RegularExpressions;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Diagnostics;

/// <summary>Each code is one factory, one sample that provokes it in each language in which it can occur, and one line of the reference.</summary>
public sealed partial class DiagnosticCodeTests
{
    // What only one of the languages has a way to get wrong.
    private static readonly string[] OfJson = ["CTK0001"];
    private static readonly string[] OfYaml = ["CTK0002", "CTK0007", "CTK0008", "CTK0009", "CTK0010", "CTK0011", "CTK0012", "CTK0013", "CTK0014", "CTK0202"];

    public static TheoryData<string> Files => [.. DiagnosticSamples.Files.SelectMany(code => code.Select(ending => code.Key + ending))];

    public static TheoryData<string> Generated => [.. GeneratedSamples.ByCode.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_sample_provokes_its_code_and_no_other(string file)
    {
        var found = await DiagnosticSamples.DiagnoseAsync(file, await File.ReadAllTextAsync(Path.Combine(DiagnosticSamples.Folder, file), TestContext.Current.CancellationToken));

        Snapshot.Match(string.Join('\n', found.Select(DiagnosticSamples.TextOf)), Path.Combine("Samples", file));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), Assert.Single(found).Code);
    }

    [Theory]
    [MemberData(nameof(Generated))]
    public async Task What_no_file_can_be_provokes_its_code(string code)
    {
        await using var samples = await GeneratedSamples.StartAsync();
        var found = await GeneratedSamples.ByCode[code](samples);

        Snapshot.Match(samples.Stable(DiagnosticSamples.TextOf(found)), Path.Combine("Samples", code));
        Assert.Equal(code, found.Code);
    }

    [Fact]
    public void Each_code_is_written_in_one_factory()
    {
        var twice = Factories().GroupBy(code => code).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void Each_code_has_a_sample_in_each_language_in_which_it_can_occur()
    {
        string[] samples = [.. DiagnosticSamples.Files.SelectMany(code => code.Select(ending => code.Key + ending)), .. GeneratedSamples.ByCode.Keys];
        var wanted = Factories().SelectMany(code =>
            GeneratedSamples.ByCode.ContainsKey(code) ? [code]
            : OfJson.Contains(code) ? [code + ".json"]
            : OfYaml.Contains(code) ? (string[])[code + ".yaml"]
            : [code + ".json", code + ".yaml"]);

        Assert.Equal(wanted.Order(StringComparer.Ordinal), samples.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_code_has_a_line_in_the_reference()
    {
        var lines = ReferenceLine().Matches(File.ReadAllText(Repository.At("docs", "reference", "errors.md"))).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");

        Assert.Equal(Factories(withLevel: true).Order(StringComparer.Ordinal), lines);
    }

    [Fact]
    public void Each_code_gives_advice()
    {
        // What the message alone can say: there is nothing to do but what it says.
        string[] without = ["CTK0021", "CTK0022", "CTK0025", "CTK0026", "CTK0027"];
        var silent = Directory.EnumerateFiles(DiagnosticSamples.Folder, "*.txt")
            .Where(file => !without.Contains(Path.GetFileName(file).Split('.')[0]))
            .Where(file => File.ReadAllLines(file) is var lines && (lines.Length < 2 || lines[^1].Contains('|')))
            .Select(file => Path.GetFileName(file));

        Assert.Empty(silent);
    }

    // By the source: a factory that nobody calls is found as well.
    private static List<string> Factories(bool withLevel = false) =>
    [
        .. from file in Directory.EnumerateFiles(Repository.At("src", "core"), "*Diagnostics.cs", SearchOption.AllDirectories)
           from Match match in Factory().Matches(File.ReadAllText(file))
           let isWarning = match.Value.Contains("Warning", StringComparison.Ordinal)
           select withLevel ? $"{match.Groups["code"].Value} {(isWarning ? "warning" : "error")}" : match.Groups["code"].Value,
    ];

    [GeneratedRegex("""(?:(?:Diagnostic\.(?:Error|Warning)|\b(?:At|Of)|new(?: Diagnostic)?)\(\s*)"(?<code>CTK\d{4})"(?:,\s*DiagnosticLevel\.\w+)?""")]
    private static partial Regex Factory();

    [GeneratedRegex(@"^\| (CTK\d{4}) \| (error|warning) \| \S", RegexOptions.Multiline)]
    private static partial Regex ReferenceLine();
}
