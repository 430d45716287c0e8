using System.Buffers;
using System.Text;

namespace ChaosToolkit.Loading;

/// <summary>Decodes the bytes of a source: UTF-8, or UTF-16 with its byte-order mark, and nothing guessed.</summary>
public static class DocumentText
{
    /// <summary>The text of the bytes, without a byte-order mark.</summary>
    /// <param name="name">The path as the user gave it, or the URL.</param>
    /// <param name="bytes">The bytes. At most 20 MB.</param>
    /// <exception cref="LoadingException">They are too many, or not text in UTF-8 or UTF-16.</exception>
    public static SourceText Decode(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > DocumentLimits.MaxSize)
        {
            throw new LoadingException(LoadingDiagnostics.TooLarge(name));
        }

        return bytes switch
        {
            [0xff, 0xfe, ..] => DecodeUtf16(name, bytes[2..], bigEndian: false),
            [0xfe, 0xff, ..] => DecodeUtf16(name, bytes[2..], bigEndian: true),
            [0xef, 0xbb, 0xbf, ..] => DecodeUtf8(name, bytes[3..]),
            _ => DecodeUtf8(name, bytes),
        };
    }

    private static SourceText DecodeUtf8(string name, ReadOnlySpan<byte> bytes)
    {
        var buffer = new char[bytes.Length];
        var status = System.Text.Unicode.Utf8.ToUtf16(bytes, buffer, out var read, out var written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done)
        {
            return new SourceText(name, new string(buffer, 0, written));
        }

        // The text for the message shows the rest as well as it can be shown.
        var source = new SourceText(name, new string(buffer, 0, written) + Encoding.UTF8.GetString(bytes[read..]));
        throw new LoadingException(LoadingDiagnostics.NotUtf8(new SourceSpan(source, source.Lines.Range(written, written + 1)), bytes[read]));
    }

    private static SourceText DecodeUtf16(string name, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        try
        {
            return new SourceText(name, new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            throw new LoadingException(LoadingDiagnostics.NotUtf16(name));
        }
    }
}
