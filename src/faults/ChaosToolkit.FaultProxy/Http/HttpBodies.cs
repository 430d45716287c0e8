using System.Globalization;

namespace ChaosToolkit.Http;

/// <summary>Finds out what body a message has.</summary>
internal static class HttpBodies
{
    /// <summary>Of a request; <see langword="null"/> where its headers contradict each other.</summary>
    public static HttpBody? OfRequest(HttpHead head) => Of(head, HttpFraming.None);

    /// <summary>Of an answer to a method; <see langword="null"/> likewise.</summary>
    public static HttpBody? OfAnswer(HttpHead head, string method) =>
        MayHaveOne(head.Status, method) ? Of(head, HttpFraming.UntilClose) : new HttpBody(HttpFraming.None);

    /// <summary>Whether an answer may have a body at all.</summary>
    public static bool MayHaveOne(int status, string method) => method != "HEAD" && status is not (>= 100 and < 200 or 204 or 304);

    private static HttpBody? Of(HttpHead head, HttpFraming otherwise)
    {
        if (head.Get("Transfer-Encoding") is { } encoding)
        {
            var last = encoding.Split(',', StringSplitOptions.TrimEntries)[^1];
            return last.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? new HttpBody(HttpFraming.Chunked)
                : otherwise == HttpFraming.UntilClose ? new HttpBody(otherwise)
                : null;
        }

        if (head.Get("Content-Length") is not { } lengths)
        {
            return new HttpBody(otherwise);
        }

        // Said twice, it must be the same.
        var distinct = lengths.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count == 1 && long.TryParse(distinct[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? new HttpBody(HttpFraming.Length, length) : null;
    }
}
