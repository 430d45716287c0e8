using ChaosToolkit.Diagnostics;
using YamlDotNet.Core;

namespace ChaosToolkit.Loading;

/// <summary>Says in plain words why YAML cannot be read, and what to write instead.</summary>
internal static class YamlMistakes
{
    private const string Escapes = "0abt\tnvfre \"/\\N_LPxuU\r\n";

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

        if (YamlBrackets.FindUnclosed(text, at) is { } open)
        {
            at = open;
            return ($"This '{text[open]}' is never closed.", $"Close it with '{(text[open] == '[' ? ']' : '}')}'; put \"{{{{ … }}}}\" into quotes.");
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

        if (YamlIndicators.Words(text, ref at, reported) is { } found)
        {
            return found;
        }

        if (Holds(reported, "quoted scalar"))
        {
            if (Holds(reported, "escape") || Holds(reported, "hexadecimal"))
            {
                at = EscapeIn(text, at);
                return ("This is no escape of a text in double quotes.", "Write \\\\ for a backslash, or use single quotes.");
            }

            return ($"The quoted text that begins in line {line} is not closed.", "Close it with the quote it begins with.");
        }

        if (Holds(reported, "invalid mapping"))
        {
            var key = StartOfLine(text, at);
            if (text.AsSpan(key, at - key).Contains(": ", StringComparison.Ordinal))
            {
                return ("A ': ' stands within a text that has no quotes.", "Put the text into quotes; where a key was meant, begin a new line.");
            }

            at = key;
            return ("This line is indented deeper than the text before it, and so goes on with that text.", "Where a key was meant, look at the indentation: members of one object begin in the same column.");
        }

        if (Holds(reported, "mapping values are not allowed"))
        {
            return ("A ': ' stands where no key can end.", "Put a text that holds ': ' into quotes, and look at the indentation.");
        }

        if (Holds(reported, "simple key") || Holds(reported, "expected ':'"))
        {
            return ("A ':' is missing after this key.", "Write 'key: value', with a blank after the colon.");
        }

        if (Holds(reported, "block mapping") || Holds(reported, "block collection") || Holds(reported, "block sequence") || Holds(reported, "block entries"))
        {
            return IsKeyWithoutBlank(text, at)
                ? ("A blank is missing after the ':' of this key.", "Write 'key: value', with a blank after the colon.")
                : ("This line belongs to no object and no list before it.", "Look at the indentation: members of one object begin in the same column, items of one list begin with '- ' in the same column.");
        }

        if (Holds(reported, "<document start>"))
        {
            return ("The document is over before this.", "Look at the indentation and for unclosed quotes; a file holds one document.");
        }

        return (Sentence(reported), "Look at the indentation, quotes and brackets before this place.");
    }

    private static int StartOfLine(string text, int at)
    {
        var start = text.LastIndexOf('\n', Math.Max(Math.Min(at, text.Length) - 1, 0)) + 1;
        while (start < at && text[start] == ' ')
        {
            start++;
        }

        return start;
    }

    private static bool IsKeyWithoutBlank(string text, int at)
    {
        var end = text.AsSpan(at).IndexOfAny('\n', '\r', '#');
        var line = text.AsSpan(at, end < 0 ? text.Length - at : end).TrimEnd();
        return line.IndexOf(':') is > 0 and var colon && colon < line.Length - 1 && !line.Contains(": ", StringComparison.Ordinal) && line[0] is not ('"' or '\'');
    }

    /// <summary>The first escape that is none in the text that begins at a double quote.</summary>
    private static int EscapeIn(string text, int start)
    {
        for (var i = start; i + 1 < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                if (!Escapes.Contains(text[i + 1]))
                {
                    return i;
                }

                i++;
            }
        }

        return start;
    }

    internal static bool Holds(string reported, string words) => reported.Contains(words, StringComparison.OrdinalIgnoreCase);

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
