using System.Text.Json;
using System.Text.RegularExpressions;
using ChaosToolkit.Secrets;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>The texts of a journal as they may be shown: secrets masked, references replaced that the user gave values for, inert.</summary>
/// <param name="variables">Values for references, by name; from the command line.</param>
internal sealed partial class JournalWords(IReadOnlyDictionary<string, string> variables)
{
    // A password within an address may be a token, and these are long.
    private const int LongestCredentials = 4096;

    // A letter of a secret becomes at most twelve: as bytes of Python, or escaped twice.
    private const int LongestForm = 16;

    private readonly SecretMask mask = new();
    private int margin = LongestCredentials;

    /// <summary>Learns the secrets that an experiment holds itself: those that come from elsewhere are not in it.</summary>
    public void Learn(JsonElement secrets)
    {
        HashSet<string> values = new(StringComparer.Ordinal);
        Collect(secrets, values);
        mask.Add(values);
        margin = Math.Max(LongestCredentials, LongestForm * values.Select(value => value.Length).DefaultIfEmpty().Max());
    }

    /// <summary>A text, on as many lines as it has.</summary>
    public string Of(string text) => Inert.Text(Shown(text));

    /// <summary>A text on one line.</summary>
    public string LineOf(string text, int longest = 300) => Inert.Line(Beginning(text, 4 * longest).Text, longest); // spaces before it are left out

    /// <summary>The beginning of a text, about so long, and whether that is all of it.</summary>
    public (string Text, bool IsWhole) Of(string text, int longest)
    {
        var (beginning, isWhole) = Beginning(text, longest);
        return (Inert.Text(beginning), isWhole);
    }

    /// <summary>Whether what a member holds is better not shown, by its name; a journal of the original is not masked.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">What it holds: a text, a number or a list of them may be a secret; what refers to a secret is none.</param>
    public static bool IsHidden(string name, JsonElement value) => SecretName().IsMatch(name) && MayBeSecret(value);

    private static bool MayBeSecret(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.AsText()?.Contains("${", StringComparison.Ordinal) != true,
        JsonValueKind.Number => true,
        _ => value.Items().Any(MayBeSecret),
    };

    // Masked first and cut then: of half a secret nobody would know that it is one. No more is masked than is needed.
    private (string Text, bool IsWhole) Beginning(string text, int longest)
    {
        for (var looked = (long)longest + margin; looked < text.Length; looked *= 2)
        {
            // What was cut in two here stands in the margin.
            var shown = Shown(text[..(int)looked]);
            if (shown.Length - margin >= longest)
            {
                return (Inert.Cut(shown, longest), false);
            }
        }

        var all = Shown(text);
        return (Inert.Cut(all, longest), all.Length <= longest);
    }

    private string Shown(string text)
    {
        var masked = Filled(mask.Apply(text));
        return masked.Contains("://", StringComparison.Ordinal) && masked.Contains('@') ? Credentials().Replace(masked, "://***@") : masked;
    }

    private string Filled(string text) => variables.Count == 0 || !text.Contains("${", StringComparison.Ordinal)
        ? text
        : Reference().Replace(text, match => variables.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    private static void Collect(JsonElement element, HashSet<string> values)
    {
        foreach (var item in element.Items())
        {
            Collect(item, values);
        }

        var isElsewhere = element.Get("type").AsText() is not null;
        foreach (var (name, member) in element.Members())
        {
            if (!isElsewhere || name is "default" or "value")
            {
                Collect(member, values);
            }
        }

        if (element.AsText() is { } text && !text.Contains("${", StringComparison.Ordinal))
        {
            values.Add(text);
        }
    }

    [GeneratedRegex("://[^/@:\\s\"]*:[^/@\\s\"]+@")]
    private static partial Regex Credentials();

    [GeneratedRegex(@"\$\{([^}\s]+)\}")]
    private static partial Regex Reference();

    // A word begins at a separator or where the case changes: api_token, apiToken, APIToken.
    [GeneratedRegex(@"(^|[_\-. ]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]))(?i:password|passwd|passphrase|secret|token|(api|access|private|secret)[_\-. ]?key|credentials?|authorization|cookie)$")]
    private static partial Regex SecretName();
}
