using System.Text.RegularExpressions;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>Cuts a path into tokens: the longest one that fits, blanks between any two ignored.</summary>
internal static partial class Lexer
{
    private const string RfcHint = "Quotes are double, = compares, and the words are and, or, not; a path of RFC 9535 is read where its dialect is given as rfc9535.";

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            var match = AnyToken().Match(text, at);
            if (!match.Success)
            {
                throw text[at] == '"'
                    ? new SyntaxError(at, "The text in quotes is not closed, or holds a control character or an unknown escape.", @"Close it with ""; the escapes are those of JSON.")
                    : new SyntaxError(at, $"'{text[at]}' has no meaning here.", RfcHint);
            }

            if (!match.Groups["blank"].Success)
            {
                tokens.Add(TokenOf(match));
            }

            at += match.Length;
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static Token TokenOf(Match match) => match switch
    {
        _ when match.Groups["name"].Success => new Token(IsReserved(match.Value) ? TokenKind.Sign : TokenKind.Name, match.Value, match.Index),

        // The original takes the text between the quotes as it stands, escapes included.
        _ when match.Groups["text"].Success => new Token(TokenKind.Text, match.Value[1..^1], match.Index),
        _ when match.Groups["number"].Success => new Token(TokenKind.Number, match.Value, match.Index),
        _ => new Token(TokenKind.Sign, match.Value, match.Index),
    };

    private static bool IsReserved(string word) => word is "and" or "or" or "not" or "true" or "false" or "null";

    // No alternative can match in two ways, so this is linear without backtracking of note.
    [GeneratedRegex(
        """
        \G(?:
        (?<blank>[ \t\r\n]+)
        |(?<name>[_A-Za-z][_A-Za-z0-9]*)
        |(?<text>"(?>[^"\\\x00-\x1F]+|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")
        |(?<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[Ee][+\-]?(?:0|[1-9][0-9]*))?)
        |\.\.|>=|<=|!=|[@$.*=><{}\[\]:,()?]
        )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex AnyToken();
}
