using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli;

/// <summary>What the documentation refers to is there, and what it shows is so.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Pages =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md"),
        .. Directory.EnumerateFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories),
    ];

    [Fact]
    public void Every_relative_link_leads_somewhere() => Assert.Empty(Pages.SelectMany(DeadLinksOf));

    [Fact]
    public void Every_page_can_be_reached_from_the_readme()
    {
        HashSet<string> reached = [];
        var next = new Queue<string>([Repository.At("README.md")]);
        while (next.TryDequeue(out var page))
        {
            if (reached.Add(page))
            {
                LinksOf(page).Select(link => TargetOf(page, link)).Where(target => target.EndsWith(".md", StringComparison.Ordinal) && File.Exists(target)).ToList().ForEach(next.Enqueue);
            }
        }

        Assert.DoesNotContain(Pages, page => page.StartsWith(Repository.At("docs"), StringComparison.Ordinal) && !reached.Contains(page));
    }

    [Fact]
    public void Every_code_of_a_diagnostic_that_is_named_exists()
    {
        var known = Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(known);
        Assert.Empty(Pages.SelectMany(page => Code().Matches(File.ReadAllText(page)).Where(match => !known.Contains(match.Value)).Select(match => $"{page}: {match.Value}")));
    }

    [Fact]
    public void Values_are_printed_as_the_page_of_pythons_text_says()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.At("docs", "reference", "python-text.md")));
        Assert.True(rows.Count > 15, "The page has lost its table.");
        Assert.All(rows, row => Assert.Equal(row.Groups["printed"].Value, PythonText.Of(JsonNode.Parse(row.Groups["json"].Value))));
    }

    private static IEnumerable<string> DeadLinksOf(string page) =>
        from link in LinksOf(page)
        let target = TargetOf(page, link)
        let anchor = link.Contains('#') ? link[(link.IndexOf('#') + 1)..] : null
        where !Path.Exists(target) || (anchor is not null && !AnchorsOf(target).Contains(anchor))
        select $"{Path.GetRelativePath(Repository.Root, page)}: {link}";

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(Fence().Replace(File.ReadAllText(page), "")).Select(match => match.Groups["link"].Value).Where(link => !link.Contains("://", StringComparison.Ordinal));

    private static string TargetOf(string page, string link)
    {
        var path = link.Split('#', 2)[0];
        return path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page) ?? "", path)).TrimEnd('/');
    }

    // As GitHub makes them of headings.
    private static HashSet<string> AnchorsOf(string page) => !page.EndsWith(".md", StringComparison.Ordinal) ? [] :
        [.. Heading().Matches(Fence().Replace(File.ReadAllText(page), "")).Select(match => NoWord().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"CTK\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!`)\[[^\]\n]*\]\((?<link>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoWord();

    [GeneratedRegex(@"^\| `(?<json>.*)` \| `(?<printed>.*)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
