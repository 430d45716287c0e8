using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Providers.Http;

/// <summary>An answer as an activity records it.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers, named and ordered as they were sent; several of one name are joined.</param>
/// <param name="Body">What it holds: a value where it is JSON, else text.</param>
internal sealed record HttpAnswer(int Status, JsonObject Headers, JsonNode? Body)
{
    private const int Short = 64 * 1024;

    /// <summary>Reads an answer whose head has come.</summary>
    /// <exception cref="ActivityFailedException">It is longer than what we take.</exception>
    /// <exception cref="InvalidDataException">It is not compressed as it says.</exception>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, HttpMethod method, Patience patience)
    {
        var headers = HeadersOf(response);
        using var bytes = new BoundedBuffer();
        if (method != HttpMethod.Head && response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            await ReadBodyAsync(response, bytes, patience).ConfigureAwait(false);
        }

        return new((int)response.StatusCode, headers, Decode(bytes.Written, FirstOf(response, "Content-Type")));
    }

    private static async Task ReadBodyAsync(HttpResponseMessage response, BoundedBuffer target, Patience patience)
    {
        var raw = new PatientStream(await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false), patience);
        Stream stream = raw;
        foreach (var encoding in EncodingsOf(response))
        {
            await LeaveCallerAsync().ConfigureAwait(false);
            stream = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "deflate" => await OpenDeflateAsync(stream, patience.Token).ConfigureAwait(false),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                _ => stream,
            };
        }

        await using (stream.ConfigureAwait(false))
        {
            int count;
            while ((count = await stream.ReadAsync(target.Free(), patience.Token).ConfigureAwait(false)) > 0)
            {
                target.Advance(count);
                if (target.Written.Length > Short)
                {
                    await LeaveCallerAsync().ConfigureAwait(false);
                }

                if (target.IsOverLimit)
                {
                    throw new ActivityFailedException("The answer is longer than 100 MB, which is more than an activity may record; ask for less of it.");
                }
            }
        }
    }

    // What is long or packed may be there already, and yet takes its time to be unpacked and understood: that would hold up the scheduler that called.
    private static async Task LeaveCallerAsync()
    {
        if (TaskScheduler.Current != TaskScheduler.Default)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    // The last one first.
    private static IEnumerable<string> EncodingsOf(HttpResponseMessage response) => FirstOf(response, "Content-Encoding") is { Length: > 0 } written
        ? written.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Reverse()
        : [];

    // By the standard "deflate" is zlib's format; some servers send it bare.
    private static async Task<Stream> OpenDeflateAsync(Stream stream, CancellationToken cancellationToken)
    {
        var first = new byte[2];
        var count = await stream.ReadAtLeastAsync(first, 2, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var whole = new PrefixedStream(first.AsMemory(0, count), stream);
        var isZlib = count == 2 && (first[0] & 0x0F) == 8 && ((first[0] << 8) | first[1]) % 31 == 0;
        return isZlib ? new ZLibStream(whole, CompressionMode.Decompress) : new DeflateStream(whole, CompressionMode.Decompress);
    }

    private static JsonNode? Decode(ReadOnlySpan<byte> bytes, string contentType)
    {
        if (contentType == "application/json" && ResponseJson.TryParse(bytes, out var value))
        {
            return value;
        }

        return CharsetOf(contentType) is { } declared ? declared.GetString(bytes) : ByteText.Decode(bytes);
    }

    private static Encoding? CharsetOf(string contentType)
    {
        var end = contentType.IndexOf(';');
        foreach (var parameter in end < 0 ? [] : contentType[(end + 1)..].Split(';'))
        {
            var parts = parameter.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && parts[0].Equals("charset", StringComparison.OrdinalIgnoreCase))
            {
                return EncodingOf(parts[1].Trim('"', '\''));
            }
        }

        return contentType.AsSpan(0, end < 0 ? contentType.Length : end).Contains("text", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : null;
    }

    // Python reads an unknown charset as UTF-8, and takes names that the framework does not.
    private static Encoding EncodingOf(string name)
    {
        name = name.ToLowerInvariant() switch
        {
            "utf8" or "utf_8" or "u8" => "utf-8",
            "latin1" or "latin-1" or "iso8859-1" or "iso8859" => "iso-8859-1",
            var cp when cp.StartsWith("cp125", StringComparison.Ordinal) => "windows-" + cp[2..],
            var other => other,
        };
        if (CodePagesEncodingProvider.Instance.GetEncoding(name) is { } page)
        {
            return page;
        }

        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static string FirstOf(HttpResponseMessage response, string name) =>
        response.Content.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : "";

    private static JsonObject HeadersOf(HttpResponseMessage response)
    {
        var headers = new JsonObject();
        IEnumerable<string> names = response.Headers.NonValidated.TryGetValues(HeaderNamesStream.Name, out var sent)
            ? SentNames.In(sent.Last())
            : [.. response.Headers.NonValidated.Select(header => header.Key), .. response.Content.Headers.NonValidated.Select(header => header.Key)];
        foreach (var name in names)
        {
            if (response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values))
            {
                headers.Add(name, values.ToString());
            }
        }

        return headers;
    }

    // The names of one answer. A server sends the same ones again and again: those that were read last are kept.
    private sealed record SentNames(string Text, string[] Names)
    {
        private static SentNames last = new("", []);

        public static string[] In(string text)
        {
            var known = last;
            if (known.Text == text)
            {
                return known.Names;
            }

            var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
            last = new(text, names);
            return names;
        }
    }
}
