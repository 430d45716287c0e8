using System.Text.Json;
using System.Text.RegularExpressions;
using ChaosToolkit.Secrets;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>The texts of a journal as they may be shown: secrets masked, references replaced that the user gave values for, inert.</summary>
/// <param name="variables">Values for references, by name; from the command line.</param>
internal sealed partial class JournalWords(IReadOnlyDictionary<string, string> variables)
{
    private readonly SecretMask mask = new();

    /// <summary>Learns the secrets that an experiment holds itself: those that come from elsewhere are not in it.</summary>
    public void Learn(JsonElement secrets)
    {
        HashSet<string> values = new(StringComparer.Ordinal);
        Collect(secrets, values);
        mask.Add(values);
    }

    /// <summary>A text, on as many lines as it has.</summary>
    public string Of(string text) => Inert.Text(Shown(text));

    /// <summary>A text on one line.</summary>
    public string LineOf(string text, int longest = 300) => Inert.Line(Shown(text), longest);

    /// <summary>Whether what a member holds is better not shown, by its name; a journal of the original is not masked.</summary>
    public static bool IsSecret(string member) => SecretName().IsMatch(member);

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

    [GeneratedRegex(@"(^|[_\-.])(password|passwd|passphrase|secret|token|api[_\-]?key|access[_\-]?key|private[_\-]?key|credentials?|authorization|cookie)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
