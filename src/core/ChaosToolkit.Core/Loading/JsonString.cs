using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChaosToolkit.Loading;

/// <summary>Reads a JSON string, its escapes resolved.</summary>
internal readonly ref struct JsonString(string text, JsonMistakes mistakes)
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <param name="at">Where its quote stands; afterwards, what follows its end.</param>
    public string Read(ref int at)
    {
        var start = at++;
        StringBuilder? escaped = null;
        while (true)
        {
            var run = text.AsSpan(at).IndexOfAny(Special);
            if (run < 0)
            {
                throw mistakes.OpenString(start);
            }

            var end = at + run;
            switch (text[end])
            {
                case '"':
                    var whole = escaped is null ? text.Substring(at, run) : escaped.Append(text, at, run).ToString();
                    at = end + 1;
                    return UnicodeText.WithoutLoneSurrogates(whole);
                case '\\':
                    escaped = (escaped ?? new StringBuilder()).Append(text, at, run);
                    at = end + 1;
                    escaped.Append(ReadEscape(ref at));
                    break;
                case '\n' or '\r':
                    throw mistakes.OpenString(start);
                default:
                    throw mistakes.ControlCharacter(end);
            }
        }
    }

    private char ReadEscape(ref int at)
    {
        var kind = at < text.Length ? text[at] : '\0';
        var simple = kind switch
        {
            '"' or '\\' or '/' => kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (simple != '\0')
        {
            at++;
            return simple;
        }

        if (kind != 'u' || at + 5 > text.Length || text.AsSpan(at + 1, 4).ContainsAnyExcept(Hexadecimal))
        {
            throw mistakes.BadEscape(at - 1);
        }

        at += 5;
        return (char)ushort.Parse(text.AsSpan(at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
