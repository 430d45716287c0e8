using System.Net;
using System.Text.RegularExpressions;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Reporting.Browser;

/// <summary>Reports in a real browser.</summary>
public sealed partial class BrowserTests
{
    private const string Ask = """
        document.querySelectorAll('details').forEach(one => one.open = true);
        document.querySelectorAll('.part').forEach(one => one.style.contentVisibility = 'visible');
        axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(found => tell({
          pwned: typeof window.pwned,
          dark: matchMedia('(prefers-color-scheme: dark)').matches,
          passes: found.passes.length,
          violations: found.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '))
        }), error => tell({violations: [String(error)]}));
        """;

    [Theory]
    [InlineData("one", false)]
    [InlineData("one", true)]
    [InlineData("several", false)]
    [InlineData("several", true)]
    [InlineData("hostile", false)]
    [InlineData("hostile", true)]
    public async Task Has_no_violation_of_accessibility_and_runs_no_script(string which, bool dark)
    {
        var report = which switch { "several" => Samples.Several(), "hostile" => Samples.ReportOf("hostile.json"), _ => Samples.ReportOf("shop.json") };

        // Without its policy the page would run what slipped through, and our question needs a script.
        var html = Policy().Replace(Samples.WriteText(report, "html"), "");
        var answer = await AskAsync(html.Replace("</body>", $"<script>{await Axe.SourceAsync()}</script><script>{Tell}{Ask}</script></body>", StringComparison.Ordinal), dark);

        Assert.Empty((answer["violations"]?.AsArray() ?? []).Select(one => (string?)one));
        Assert.Equal("undefined", (string?)answer["pwned"]);
        Assert.Equal(dark, (bool?)answer["dark"]);
        Assert.True((int?)answer["passes"] > 20);
    }

    [Theory]
    [InlineData("one", 360)]
    [InlineData("several", 360)]
    [InlineData("hostile", 360)]
    [InlineData("several", 1600)]
    public async Task Nothing_sticks_out_at_the_side(string which, int width)
    {
        var report = which switch { "several" => Samples.Several(), "hostile" => Samples.ReportOf("hostile.json"), _ => Samples.ReportOf("shop.json") };
        var page = WebUtility.HtmlEncode(Samples.WriteText(report, "html"));
        var host = $"<!DOCTYPE html><body><iframe id=\"page\" style=\"border:0\" width=\"{width}\" height=\"900\" srcdoc=\"{page}\"></iframe><script>{Tell}"
            + "document.getElementById('page').onload = event => { const page = event.target.contentDocument; page.querySelectorAll('details').forEach(one => one.open = true); tell({width: page.documentElement.scrollWidth}); };</script></body>";

        Assert.InRange((int?)(await AskAsync(host, dark: false))["width"] ?? int.MaxValue, 1, width);
    }

    private const string Tell = "function tell(answer) { document.body.textContent = 'ANSWER' + JSON.stringify(answer) + 'END'; }";

    private static async Task<System.Text.Json.Nodes.JsonNode> AskAsync(string html, bool dark)
    {
        var chromium = Needs.Program("chromium", "chromium-browser", "google-chrome");
        using var folder = new TemporaryFolder();
        var page = folder.Write("page.html", html);
        string[] theme = dark ? ["--blink-settings=preferredColorScheme=0"] : [];
        var dom = await Programs.OutputOfAsync(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", $"--user-data-dir={folder.At("profile")}", .. theme, "--dump-dom", page]);
        var answer = Answer().Match(dom);
        Assert.True(answer.Success, dom[..Math.Min(dom.Length, 2000)]);
        return System.Text.Json.Nodes.JsonNode.Parse(WebUtility.HtmlDecode(answer.Groups[1].Value))!; // an object
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("ANSWER(.*)END", RegexOptions.Singleline)]
    private static partial Regex Answer();
}
