using System.Text;

namespace ChaosToolkit.Http;

/// <summary>Finds the end of a head, and sees early what cannot become one: that must not be held back.</summary>
internal static class HttpHeadEnd
{
    private const int LongestMethod = 32;

    /// <summary>Where the head ends; -1 when it has not yet.</summary>
    /// <param name="bytes">What came so far.</param>
    /// <param name="seen">How many of them were looked at before.</param>
    public static int Find(ReadOnlySpan<byte> bytes, int seen)
    {
        // Empty lines in front of a start line are no end.
        var start = bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (start < 0)
        {
            return -1;
        }

        for (var from = Math.Max(start, seen - 3); bytes[from..].IndexOf((byte)'\n') is var index and >= 0; from += index + 1)
        {
            var rest = bytes[(from + index + 1)..];
            if (rest.StartsWith("\n"u8))
            {
                return from + index + 2;
            }

            if (rest.StartsWith("\r\n"u8))
            {
                return from + index + 3;
            }
        }

        return -1;
    }

    /// <summary>Whether the beginning of a head may look like that.</summary>
    public static bool MayBeHead(ReadOnlySpan<byte> bytes, bool isRequest)
    {
        bytes = bytes.TrimStart("\r\n"u8);
        if (!isRequest)
        {
            return "HTTP/1."u8.StartsWith(bytes) || bytes.StartsWith("HTTP/1."u8);
        }

        var space = bytes.IndexOf((byte)' ');
        var method = space < 0 ? bytes : bytes[..space];
        if (method.Length > LongestMethod || (method.Length > 0 && !HttpHeader.IsName(Encoding.Latin1.GetString(method))))
        {
            return false;
        }

        var end = bytes.IndexOf((byte)'\n');
        return end < 0 || bytes[..end].TrimEnd((byte)'\r').EndsWith(" HTTP/1.1"u8) || bytes[..end].TrimEnd((byte)'\r').EndsWith(" HTTP/1.0"u8);
    }
}
