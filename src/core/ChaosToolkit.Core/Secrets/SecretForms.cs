using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using ChaosToolkit.Values;

namespace ChaosToolkit.Secrets;

/// <summary>The ways in which a secret may stand in a text: as it is, escaped as in JSON, Python and HTML, URL-encoded, in base64.</summary>
internal static class SecretForms
{
    // A line of a secret that has several: what is shorter may well be a line of something else.
    private const int ShortestLine = 8;

    public static IEnumerable<SecretForm> Of(string secret) => Spellings(secret).Distinct().SelectMany(spelling => Escaped(spelling).Distinct().Select(text => new SecretForm(text))
        .Concat(Base64.FormsOf(spelling))).Where(form => form.Text.Length >= SecretMask.ShortestMasked);

    // Shells and line readers take the space around it away, or turn its line breaks into theirs.
    private static IEnumerable<string> Spellings(string secret)
    {
        var plain = secret.ReplaceLineEndings("\n");
        yield return secret;
        yield return secret.Trim();
        yield return plain;
        yield return plain.Trim();
        yield return plain.Trim().Replace("\n", "\r\n");
        if (plain.Contains('\n'))
        {
            foreach (var line in plain.Split('\n').Select(line => line.Trim()).Where(line => line.Length >= ShortestLine))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Escaped(string text)
    {
        yield return text;
        var json = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
        var ascii = Ascii(json);
        yield return json;
        yield return json.Replace("/", "\\/");
        yield return ascii;
        yield return ascii.Replace("/", "\\/");
        yield return JavaScriptEncoder.Default.Encode(text);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(json); // JSON in a text of JSON
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(ascii);

        var python = PythonText.Quote(text)[1..^1];
        yield return python;
        yield return python.Contains("\\'") ? python : python.Replace("'", "\\'");
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(python);
        yield return PythonBytes(text);
        yield return WebUtility.HtmlEncode(text);
        foreach (var url in UrlEncoding.Of(text))
        {
            yield return url;
        }
    }

    // As Python's json writes it: letters beyond ASCII as \u and four small digits.
    private static string Ascii(string json)
    {
        var result = new StringBuilder(json.Length);
        foreach (var letter in json)
        {
            _ = letter < 0x7F ? result.Append(letter) : result.Append($"\\u{(int)letter:x4}");
        }

        return result.ToString();
    }

    // As Python shows the bytes of a text: b'caf\xc3\xa9'.
    private static string PythonBytes(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            _ = one switch
            {
                (byte)'\\' => result.Append("\\\\"),
                (byte)'\n' => result.Append("\\n"),
                (byte)'\r' => result.Append("\\r"),
                (byte)'\t' => result.Append("\\t"),
                < 0x20 or >= 0x7F => result.Append($"\\x{one:x2}"),
                _ => result.Append((char)one),
            };
        }

        return result.ToString();
    }
}
