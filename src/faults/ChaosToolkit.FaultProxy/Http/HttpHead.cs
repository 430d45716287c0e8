using System.Globalization;
using System.Text;

namespace ChaosToolkit.Http;

/// <summary>The start line and the headers of a message. Where nothing was changed its bytes are those that came.</summary>
internal sealed class HttpHead
{
    private readonly ReadOnlyMemory<byte> raw;
    private readonly List<HttpHeader> headers;
    private string startLine;
    private bool isChanged;

    private HttpHead(ReadOnlyMemory<byte> raw, string startLine, List<HttpHeader> headers)
    {
        this.raw = raw;
        this.startLine = startLine;
        this.headers = headers;
    }

    /// <summary>Of a request.</summary>
    public string Method { get; private init; } = "";

    /// <summary>The path of a request, without its query.</summary>
    public string Path { get; private init; } = "";

    /// <summary>Of an answer.</summary>
    public int Status { get; private set; }

    /// <summary>Whether it is HTTP/1.0, which has neither chunks nor connections that stay by themselves.</summary>
    public bool IsVersion10 { get; private init; }

    /// <summary>Whether another message may follow on the connection.</summary>
    public bool KeepsAlive => IsVersion10 ? Has("Connection", "keep-alive") : !Has("Connection", "close");

    /// <summary>A request; <see langword="null"/> where that is none.</summary>
    public static HttpHead? Request(ReadOnlyMemory<byte> raw)
    {
        if (Lines(raw) is not ({ } line, { } headers) || line.Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, ("HTTP/1.1" or "HTTP/1.0") and var version])
        {
            return null;
        }

        return new HttpHead(raw, line, headers) { Method = method, Path = PathOf(target), IsVersion10 = version == "HTTP/1.0" };
    }

    /// <summary>An answer; <see langword="null"/> where that is none.</summary>
    public static HttpHead? Answer(ReadOnlyMemory<byte> raw)
    {
        if (Lines(raw) is not ({ } line, { } headers) || line.Split(' ', 3) is not [("HTTP/1.1" or "HTTP/1.0") and var version, { Length: 3 } code, ..]
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status < 100)
        {
            return null;
        }

        return new HttpHead(raw, line, headers) { Status = status, IsVersion10 = version == "HTTP/1.0" };
    }

    /// <summary>All values of a header; several lines are one list.</summary>
    public string? Get(string name)
    {
        var values = headers.Where(header => header.Is(name)).Select(static header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }

    /// <summary>Whether a header's list has a word, in any case.</summary>
    public bool Has(string name, string word) =>
        Get(name) is { } value && value.Split(',', StringSplitOptions.TrimEntries).Contains(word, StringComparer.OrdinalIgnoreCase);

    public void Remove(string name) => isChanged |= headers.RemoveAll(header => header.Is(name)) > 0;

    public void Set(string name, string value)
    {
        var index = headers.FindIndex(header => header.Is(name));
        Remove(name);
        headers.Insert(index < 0 ? headers.Count : Math.Min(index, headers.Count), new HttpHeader(name, value));
        isChanged = true;
    }

    /// <summary>Says that the body has so many bytes, and no chunks.</summary>
    public void SetLength(long length)
    {
        Remove("Transfer-Encoding");
        Remove("Trailer");
        Set("Content-Length", length.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Changes the status of an answer.</summary>
    public void SetStatus(int status)
    {
        Status = status;
        startLine = $"{(IsVersion10 ? "HTTP/1.0" : "HTTP/1.1")} {status} {HttpReason.Of(status)}";
        isChanged = true;
    }

    /// <summary>What is sent.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        if (!isChanged)
        {
            return raw;
        }

        var text = new StringBuilder(startLine).Append("\r\n");
        foreach (var header in headers)
        {
            text.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private static (string? Line, List<HttpHeader>? Headers) Lines(ReadOnlyMemory<byte> raw)
    {
        var lines = Encoding.Latin1.GetString(raw.Span).TrimStart('\r', '\n').Split('\n');
        List<HttpHeader> headers = [];
        foreach (var line in lines.Skip(1).Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0))
        {
            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                headers[^1] = headers[^1] with { Value = headers[^1].Value + " " + line.Trim() }; // folded, as long ago
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && HttpHeader.IsName(line.AsSpan(0, colon)))
            {
                headers.Add(new HttpHeader(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
            }
            else
            {
                return (null, null);
            }
        }

        return (lines[0].TrimEnd('\r'), headers);
    }

    // Of http://host/path?query too, as clients of proxies write it.
    private static string PathOf(string target)
    {
        if (target.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0 && target[0] != '/')
        {
            var slash = target.IndexOf('/', scheme + 3);
            target = slash < 0 ? "/" : target[slash..];
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
