using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChaosToolkit.Providers.Http;

/// <summary>Where a request goes: the address as Python's requests sends it, and what was written before its host.</summary>
/// <param name="Uri">The address; path and query are sent exactly as they stand in it.</param>
/// <param name="Credentials">User and password of the address, ready for basic authentication; <see langword="null"/> where it has none.</param>
internal sealed record HttpAddress(Uri Uri, string? Credentials)
{
    private const string Unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Unreserved + "!$&'()*+,;=:@/");
    private static readonly SearchValues<char> QueryCharacters = SearchValues.Create(Unreserved + "!$&'()*+,;=:@/?");
    private static readonly SearchValues<char> ArgumentCharacters = SearchValues.Create(Unreserved + "!$&'()*+,;=:@/?[]#");

    /// <summary>The address without what may be secret: no user, no query.</summary>
    public string Display => $"{Uri.Scheme}://{Uri.Authority}{Path(Uri)}";

    /// <summary>Reads an address.</summary>
    /// <param name="text">As written, references replaced.</param>
    /// <param name="query">What is added to its query, encoded; empty for nothing.</param>
    /// <exception cref="ActivityFailedException">It is no http or https address.</exception>
    public static HttpAddress Parse(string text, string query = "")
    {
        text = text.Trim();
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var scheme = start < 3 ? "" : text[..(start - 3)].ToLowerInvariant();
        if (scheme is not ("http" or "https"))
        {
            throw new ActivityFailedException($"'{Redact(text)}' is no address: it must begin with http:// or https://.");
        }

        var fragment = text.IndexOf('#', start);
        var rest = fragment < 0 ? text[start..] : text[start..fragment];
        var mark = rest.IndexOf('?');
        var ownQuery = mark < 0 ? "" : rest[(mark + 1)..];
        rest = mark < 0 ? rest : rest[..mark];
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? "/" : RemoveDots(Quote(rest[slash..], PathCharacters));
        var at = authority.LastIndexOf('@');
        var whole = string.Join('&', new[] { Quote(ownQuery, QueryCharacters), Quote(query, ArgumentCharacters, keepsPercent: true) }.Where(part => part.Length > 0));
        var address = $"{scheme}://{authority[(at + 1)..]}{path}{(whole.Length > 0 ? "?" + whole : "")}";
        return Uri.TryCreate(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri) && uri.Host.Length > 0
            ? new(uri, at < 0 ? null : Basic(authority[..at]))
            : throw new ActivityFailedException($"'{Redact(text)}' is no address that a request can be sent to.");
    }

    /// <summary>Whether a request can be sent to what is written.</summary>
    public static bool CanBeAsked(string text)
    {
        try
        {
            return Parse(text).Uri.Port > 0;
        }
        catch (ActivityFailedException)
        {
            return false;
        }
    }

    /// <summary>The address that a redirect leads to.</summary>
    public HttpAddress Follow(string location)
    {
        if (location.StartsWith("//", StringComparison.Ordinal))
        {
            location = $"{Uri.Scheme}:{location}";
        }

        var isAbsolute = location.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || location.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return Parse(isAbsolute ? location : Join(location)) with { Credentials = null };
    }

    /// <summary>A text that may be an address, without user and password.</summary>
    public static string Redact(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = start < 3 ? -1 : text.AsSpan(start).IndexOfAny("/?#") is var at and >= 0 ? start + at : text.Length;
        var user = end < 0 ? -1 : text.LastIndexOf('@', end - 1, end - start);
        var plain = user < 0 ? text : text[..start] + text[(user + 1)..];
        return plain.Split('?')[0];
    }

    private static string Path(Uri uri) => uri.AbsolutePath is var path && path.IndexOf('?') is >= 0 and var at ? path[..at] : path; // without the usual canonicalization a path keeps its query

    private string Join(string location)
    {
        if (location.AsSpan().IndexOf("://") is > 0 and var scheme && scheme < location.AsSpan().IndexOfAny("/?#"))
        {
            return location; // another scheme: Parse says what is wrong
        }

        var origin = $"{Uri.Scheme}://{Uri.Authority}";
        var path = Path(Uri);
        return location switch
        {
            "" => Uri.AbsoluteUri,
            ['/', ..] => origin + location,
            ['?', ..] => origin + path + location,
            _ => origin + path[..(path.LastIndexOf('/') + 1)] + location,
        };
    }

    private static string Basic(string user)
    {
        var plain = Uri.UnescapeDataString(user);
        plain = plain.Contains(':') ? plain : plain + ":";
        var bytes = plain.All(c => c < 256) ? Encoding.Latin1.GetBytes(plain) : Encoding.UTF8.GetBytes(plain);
        return "Basic " + Convert.ToBase64String(bytes);
    }

    // As urllib3 and requests do it: in an address a percent sign stands for itself unless all of them begin an escape, in arguments never; escapes are
    // written in capitals, and those that need none are undone.
    private static string Quote(string text, SearchValues<char> allowed, bool keepsPercent = false)
    {
        if (!text.AsSpan().ContainsAnyExcept(allowed))
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length && !keepsPercent; i++)
        {
            if (bytes[i] == '%' && !IsEscape(bytes, i))
            {
                return QuoteBytes(bytes, allowed, keepsPercent: false);
            }
        }

        return QuoteBytes(bytes, allowed, keepsPercent: true);
    }

    private static string QuoteBytes(byte[] bytes, SearchValues<char> allowed, bool keepsPercent)
    {
        var builder = new StringBuilder(bytes.Length + 16);
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = (char)bytes[i];
            if (c == '%' && keepsPercent && IsEscape(bytes, i))
            {
                var escaped = (char)Convert.FromHexString([(char)bytes[i + 1], (char)bytes[i + 2]])[0];
                builder.Append(Unreserved.Contains(escaped) ? escaped.ToString() : string.Create(CultureInfo.InvariantCulture, $"%{(int)escaped:X2}"));
                i += 2;
            }
            else if (c < 0x80 && (allowed.Contains(c) || (c == '%' && keepsPercent)))
            {
                builder.Append(c);
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"%{bytes[i]:X2}");
            }
        }

        return builder.ToString();
    }

    private static bool IsEscape(byte[] bytes, int at) => at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]);

    private static string RemoveDots(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == "..")
            {
                if (kept.Count > 1)
                {
                    kept.RemoveAt(kept.Count - 1);
                }
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        var joined = string.Join('/', kept);
        return path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal) || joined.Length == 0 ? joined + "/" : joined;
    }
}
