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
        var whole = string.Join('&', new[] { Quote(ownQuery, QueryCharacters), Quote(query, ArgumentCharacters) }.Where(part => part.Length > 0));
        var address = $"{scheme}://{authority[(at + 1)..]}{path}{(whole.Length > 0 ? "?" + whole : "")}";
        return Uri.TryCreate(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri) && uri.Host.Length > 0
            ? new(uri, at < 0 ? null : Basic(authority[..at]))
            : throw new ActivityFailedException($"'{Redact(text)}' is no address that a request can be sent to.");
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

    // A percent sign stands for itself unless all of them begin an escape, as urllib3 reads it.
    private static string Quote(string text, SearchValues<char> allowed)
    {
        var isEscaped = true;
        for (var i = 0; i < text.Length; i++)
        {
            isEscaped &= text[i] != '%' || (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]));
        }

        if (!text.AsSpan().ContainsAnyExcept(allowed))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b < 0x80 && (allowed.Contains((char)b) || (b == '%' && isEscaped)))
            {
                builder.Append((char)b);
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return builder.ToString();
    }

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
