using ChaosToolkit.Diagnostics;
using YamlDotNet.Core;

namespace ChaosToolkit.Loading;

/// <summary>Says in plain words why YAML cannot be read, and what to write instead.</summary>
internal static class YamlMistakes
{
    /// <param name="source">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="problem">What the parser reports.</param>
    /// <param name="reached">How far it came, which can be far behind the place it reports.</param>
    public static Diagnostic Explain(SourceText source, LineTable lines, YamlException problem, Mark reached)
    {
        var text = source.Text;
        var at = (int)Math.Clamp(problem.Start.Index, 0, text.Length);
        var (message, help) = Words(text, lines, ref at, (int)Math.Clamp(reached.Index, 0, text.Length), problem.Message);
        return LoadingDiagnostics.YamlSyntax(new SourceSpan(source, lines.Range(at, Math.Min(at + 1, text.Length))), message, help);
    }

    private static (string Message, string? Help) Words(string text, LineTable lines, ref int at, int end, string reported)
    {
        if ((TabOf(text, at) ?? TabOf(text, end)) is { } tab)
        {
            at = tab;
            return ("A tab stands where the line is indented.", "Indent with blanks: YAML allows no tabs there.");
        }

        if (Holds(reported, "not indented within"))
        {
            return ("A text within [ ] or { } begins or goes on here without being indented, or a bracket before it is not closed.", "Close the bracket, or indent this line deeper than the line where the bracket opens.");
        }

        var line = lines.Locate(at).Line;
        var c = at < text.Length ? text[at] : '\0';
        if (c is '@' or '`' or '%')
        {
            return ($"No text begins with '{c}' without quotes.", "Put the text into quotes.");
        }

        if (Holds(reported, "flow sequence"))
        {
            return ($"The list that begins with '[' in line {line} is not closed, or a comma is missing in it.", "Close it with ']', and separate its items by commas.");
        }

        if (Holds(reported, "flow mapping"))
        {
            return ($"The object that begins with '{{' in line {line} is not closed, or a comma is missing in it.", "Close it with '}', and separate its members by commas; put \"{{ … }}\" into quotes.");
        }

        if (Holds(reported, "quoted scalar"))
        {
            return Holds(reported, "escape") || Holds(reported, "hexadecimal")
                ? ("This is no escape of a text in double quotes.", "Write \\\\ for a backslash, or use single quotes.")
                : ($"The quoted text that begins in line {line} is not closed.", "Close it with the quote it begins with.");
        }

        if (Holds(reported, "mapping values are not allowed"))
        {
            return ("A ': ' stands where no key can end.", "Put a text that holds ': ' into quotes, and look at the indentation.");
        }

        if (Holds(reported, "simple key") || Holds(reported, "expected ':'"))
        {
            return ("A ':' is missing after this key.", "Write 'key: value', with a blank after the colon.");
        }

        if (Holds(reported, "block mapping"))
        {
            return ($"What follows does not belong to the object that begins in line {line}.", "Members of one object begin in the same column; look at the indentation and for a missing ':'.");
        }

        if (Holds(reported, "block collection") || Holds(reported, "block sequence") || Holds(reported, "block entries"))
        {
            return ($"What follows does not belong to the list that begins in line {line}.", "Items of one list begin with '- ' in the same column; look at the indentation.");
        }

        if (Holds(reported, "<document start>"))
        {
            return ("The document is over before this.", "Look at the indentation and for unclosed quotes; a file holds one document.");
        }

        return (Sentence(reported), "Look at the indentation, quotes and brackets before this place.");
    }

    private static bool Holds(string reported, string words) => reported.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Sentence(string reported)
    {
        // The parser's own message, without the places it puts before it.
        var start = reported.IndexOf("): ", StringComparison.Ordinal);
        var message = (start < 0 ? reported : reported[(start + 3)..]).Trim().TrimEnd('.');
        return message.Length == 0 ? "This is no YAML." : $"This is no YAML: {char.ToLowerInvariant(message[0])}{message[1..]}.";
    }

    /// <summary>The tab in the indentation of this line or the ones just before it, if one is there.</summary>
    private static int? TabOf(string text, int at)
    {
        var start = at < text.Length && text[at] == '\t' ? at : text.LastIndexOf('\n', Math.Max(Math.Min(at, text.Length) - 1, 0)) + 1;
        for (var i = start; i < text.Length && text[i] is ' ' or '\t'; i++)
        {
            if (text[i] == '\t')
            {
                return i;
            }
        }

        return null;
    }
}
