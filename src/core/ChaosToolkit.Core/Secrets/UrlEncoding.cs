using System.Text;

namespace ChaosToolkit.Secrets;

/// <summary>The ways in which a text may be URL-encoded; libraries differ in what they leave as it is, in spaces, and in the letters of the digits.</summary>
internal static class UrlEncoding
{
    // RFC 3986; Python's quote; JavaScript's encodeURIComponent and encodeURI; forms.
    private static readonly string[] LeftAsIs = ["-._~", "-._~/", "-._~!'()*", "-._~!'()*;/?:@&=+$,#", "-._*", "-._~:@!$&'()*+,;="];

    public static IEnumerable<string> Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var kept in LeftAsIs)
        {
            foreach (var space in (string[])["%20", "+"])
            {
                yield return Encode(bytes, kept, space, "X2");
                yield return Encode(bytes, kept, space, "x2");
            }
        }
    }

    private static string Encode(byte[] bytes, string kept, string space, string digits)
    {
        var result = new StringBuilder(bytes.Length);
        foreach (var one in bytes)
        {
            var letter = (char)one;
            if (letter == ' ')
            {
                result.Append(space);
            }
            else if (char.IsAsciiLetterOrDigit(letter) || kept.Contains(letter))
            {
                result.Append(letter);
            }
            else
            {
                result.Append('%').Append(one.ToString(digits));
            }
        }

        return result.ToString();
    }
}
