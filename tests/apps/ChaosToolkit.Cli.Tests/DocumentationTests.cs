using System.Text.RegularExpressions;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli;

/// <summary>What the documentation points at is there: files, pages, codes.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Docs = Repository.At("docs");

    public static TheoryData<string> Pages => [.. AllPages().Select(page => Path.GetRelativePath(Repository.Root, page))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Relative_links_lead_to_files_of_the_repository(string page)
    {
        var missing = LinksOf(Repository.At(page)).Where(target => !IsInRepository(target)).Select(target => Path.GetRelativePath(Repository.Root, target));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Anchors_lead_to_headings(string page)
    {
        var text = WithoutCode(File.ReadAllText(Repository.At(page)));
        var missing =
            from Match link in Link().Matches(text)
            let anchor = link.Groups["anchor"].Value
            let path = link.Groups["path"].Value
            where anchor.Length > 0 && !IsAddress(path)
            let target = path.Length == 0 ? Repository.At(page) : TargetOf(Repository.At(page), path)
            where target.EndsWith(".md", StringComparison.Ordinal) && File.Exists(target) && !AnchorsOf(target).Contains(anchor[1..])
            select path + anchor;

        Assert.Empty(missing);
    }

    [Fact]
    public void Each_page_is_linked_from_the_index()
    {
        var index = Path.Combine(Docs, "README.md");
        var linked = LinksOf(index).ToHashSet(StringComparer.Ordinal);

        // Decisions have an index of their own, which the index links.
        var decisions = Path.Combine(Docs, "decisions", "README.md");
        linked.UnionWith(LinksOf(decisions));

        var unlinked = AllPages().Where(page => page.StartsWith(Docs, StringComparison.Ordinal) && page != index).Except(linked).Select(page => Path.GetRelativePath(Docs, page));
        Assert.Empty(unlinked);
    }

    [Fact]
    public void Each_code_that_is_named_is_one_that_the_sources_have()
    {
        var known = Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories).SelectMany(CodesOf).ToHashSet(StringComparer.Ordinal);

        var unknown = AllPages().SelectMany(CodesOf).Except(known);
        Assert.Empty(unknown);
    }

    private static IEnumerable<string> AllPages() =>
    [
        Repository.At("README.md"),
        Repository.At("CONTRIBUTING.md"),
        .. Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> LinksOf(string page) =>
        from Match link in Link().Matches(WithoutCode(File.ReadAllText(page)))
        let path = link.Groups["path"].Value
        where path.Length > 0 && !IsAddress(path)
        select TargetOf(page, path);

    private static IEnumerable<string> CodesOf(string file) => Code().Matches(File.ReadAllText(file)).Select(match => match.Value);

    // What a build makes does not count.
    private static bool IsInRepository(string target) =>
        target.StartsWith(Repository.Root, StringComparison.Ordinal)
        && !target.StartsWith(Repository.At("artifacts"), StringComparison.Ordinal)
        && (File.Exists(target) || Directory.Exists(target));

    private static string TargetOf(string page, string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Path.GetDirectoryName(page) ?? Repository.Root));

    private static bool IsAddress(string path) => path.Contains(':', StringComparison.Ordinal);

    private static HashSet<string> AnchorsOf(string page) =>
        [.. Heading().Matches(WithoutFences(File.ReadAllText(page))).Select(match => AnchorOf(match.Groups[1].Value))];

    // As code hosts make them of headings: small letters, no punctuation, hyphens for spaces.
#pragma warning disable CA1308 // anchors are in small letters
    private static string AnchorOf(string heading) => Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');
#pragma warning restore CA1308

    private static string WithoutCode(string text) => InlineCode().Replace(WithoutFences(text), "");

    private static string WithoutFences(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<path>[^)\s#]*)(?<anchor>#[^)\s]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\bCTK\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
