using System.Text.RegularExpressions;

namespace ChaosToolkit.Planning;

/// <summary>What an experiment says is text in its plan, whoever wrote it.</summary>
public sealed partial class HostileTextTests
{
    private static readonly string[] Hostile =
    [
        "<img src=x onerror=alert(1)>", "</details><script>alert(1)</script>", "a | b | c", "`; ``` x", "\\| \\` \\", "[click](javascript:alert(1))", "@everyone #1", "# heading\n\n- list",
        "| --- |\n| x |", "![x](http://evil.example/x.png)", "\u001b[2J\u001b]0;owned\u0007", "\u202egnihton\u202c", "www.evil.example", "&lt;b&gt;", "$\\href{javascript:x}{y}$", ":tada:", "",
    ];

    public static TheoryData<string> Texts => [.. Hostile];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Nothing_of_it_is_markup_in_a_pull_request(string text)
    {
        var innocent = Plan("x").ToMarkdown();
        var markdown = Plan(text).ToMarkdown();

        // What is left when code is taken away is the same whatever the experiment says, and as many lines and cells.
        Assert.Equal(Skeleton(innocent), Skeleton(markdown));
        Assert.DoesNotContain(markdown, character => char.IsControl(character) && character != '\n');
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Nothing_of_it_is_obeyed_by_a_terminal(string text)
    {
        var plan = Plan(text).ToText();
        Assert.DoesNotContain(plan, character => (char.IsControl(character) && character != '\n') || character is >= '\u202a' and <= '\u202e');
        Assert.Equal(Plan("x").ToText().Count(character => character == '\n'), plan.Count(character => character == '\n'));
    }

    [Fact]
    public void A_long_value_stands_whole_below_and_is_no_markup()
    {
        var text = string.Concat(Enumerable.Repeat("</pre></details>\n# `x` | ", 20));
        var markdown = Plan(text).ToMarkdown();
        Assert.Contains("(whole below)", markdown, StringComparison.Ordinal);
        var block = LongBlock().Match(markdown).Groups[1].Value;
        Assert.DoesNotContain("<", block, StringComparison.Ordinal);
        Assert.Contains(text[..^1].Replace("\n", "\\n", StringComparison.Ordinal), System.Net.WebUtility.HtmlDecode(block), StringComparison.Ordinal);
    }

    private static string Skeleton(string markdown) =>
        Code().Replace(Hash().Replace(markdown, "HASH"), "CODE");

    private static ExperimentPlan Plan(string text)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(text);
        return Plans.Of($$"""
            {
              "title": {{json}}, "description": "d",
              "configuration": { "c": {{json}}, {{System.Text.Json.JsonSerializer.Serialize("k" + text)}}: {{json}} },
              "secrets": { "s": { {{System.Text.Json.JsonSerializer.Serialize("n" + text)}}: {{json}} } },
              "controls": [{"name": {{json}}, "provider": {"type": {{json}}, "module": {{json}}, "arguments": {"a": {{json}} } } }],
              "method": [{"type": "action", "name": {{json}}, "provider": {"type": {{json}}, "arguments": { {{System.Text.Json.JsonSerializer.Serialize("a" + text)}}: {{json}}, "r": "${c}" } },
                "undo": {"name": {{json}}, "provider": {"type": "process", "path": {{json}} } } }]
            }
            """);
    }

    [GeneratedRegex("<code>[^<>|`]*</code>|`[^`|\n]+`")]
    private static partial Regex Code();

    [GeneratedRegex("[0-9a-f]{12,64}")]
    private static partial Regex Hash();

    [GeneratedRegex("<pre>(.*)</pre>")]
    private static partial Regex LongBlock();
}
