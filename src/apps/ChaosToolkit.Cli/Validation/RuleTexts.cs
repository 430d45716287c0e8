using System.Text.RegularExpressions;

namespace ChaosToolkit.Cli.Validation;

/// <summary>What a code means, whatever it was found in.</summary>
/// <param name="Area">What part of an experiment it is about.</param>
/// <param name="Level"><c>error</c> or <c>warning</c>.</param>
/// <param name="Meaning">A sentence.</param>
internal sealed record RuleText(string Area, string Level, string Meaning);

/// <summary>The meanings of the codes, as the page of the reference has them, which is part of this assembly.</summary>
internal static partial class RuleTexts
{
    private static readonly Lazy<IReadOnlyDictionary<string, RuleText>> Read = new(ReadPage);

    public static IReadOnlyDictionary<string, RuleText> ByCode => Read.Value;

    private static Dictionary<string, RuleText> ReadPage()
    {
        using var page = new StreamReader(typeof(RuleTexts).Assembly.GetManifestResourceStream("errors.md") ?? throw new InvalidOperationException("errors.md is not in the assembly."));
        var texts = new Dictionary<string, RuleText>(StringComparer.Ordinal);
        var area = "";
        while (page.ReadLine() is { } line)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                area = line[3..].Trim();
            }
            else if (Row().Match(line) is { Success: true } row)
            {
                texts[row.Groups["code"].Value] = new RuleText(area, row.Groups["level"].Value, Sentence(row.Groups["meaning"].Value));
            }
        }

        return texts;
    }

    private static string Sentence(string meaning)
    {
        var text = meaning.Replace("\\|", "|", StringComparison.Ordinal);
        return (text[0] == '`' ? text : char.ToUpperInvariant(text[0]) + text[1..]).Replace("`", "", StringComparison.Ordinal) + ".";
    }

    [GeneratedRegex(@"^\| (?<code>CTK\d{4}) \| (?<level>error|warning) \| (?<meaning>\S.*?) \|\s*$")]
    private static partial Regex Row();
}
