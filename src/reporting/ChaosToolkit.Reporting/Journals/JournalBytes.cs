using System.Text;
using System.Text.Json;
using ChaosToolkit.Values;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>Reads the bytes of a journal as JSON, also what Python writes that JSON does not know: <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
internal static class JournalBytes
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.MaxDepth };

    /// <summary>Reads; the document lives as long as the journal does.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonDocument Parse(byte[] bytes)
    {
        var text = Utf8Of(bytes);
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException)
        {
            if (WithQuotedNumbers(text) is { } quoted)
            {
                return JsonDocument.Parse(quoted, Options);
            }

            throw;
        }
    }

    // A shell may have written UTF-16, or a byte-order mark.
    private static ReadOnlyMemory<byte> Utf8Of(byte[] bytes) => bytes switch
    {
        [0xff, 0xfe, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)),
        [0xfe, 0xff, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)),
        [0xef, 0xbb, 0xbf, ..] => bytes.AsMemory(3),
        _ => bytes,
    };

    // The numbers in quotes; null where there are none.
    private static byte[]? WithQuotedNumbers(ReadOnlyMemory<byte> json)
    {
        var text = json.Span;
        var result = new MemoryStream(text.Length + 64);
        var (copied, inText) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inText)
            {
                i += c == '\\' ? 1 : 0;
                inText = c != '"';
            }
            else if (c == '"')
            {
                inText = true;
            }
            else if (c is (byte)'N' or (byte)'I' or (byte)'-' && LengthOfNumber(text[i..]) is var length and > 0)
            {
                result.Write(text[copied..i]);
                result.WriteByte((byte)'"');
                result.Write(text.Slice(i, length));
                result.WriteByte((byte)'"');
                (copied, i) = (i + length, i + length - 1);
            }
        }

        if (copied == 0)
        {
            return null;
        }

        result.Write(text[copied..]);
        return result.ToArray();
    }

    private static int LengthOfNumber(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : 0;
}
