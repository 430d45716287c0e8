using System.Text;

namespace ChaosToolkit.Providers;

/// <summary>Bytes of an unknown encoding as text: a byte-order mark decides, else strict UTF-8, else Windows-1252. It never fails.</summary>
internal static class ByteText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Windows-1252; its five undefined bytes become the control characters of the same number.</summary>
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!; // the provider knows it

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        switch (bytes)
        {
            case []:
                return "";
            case [0xEF, 0xBB, 0xBF, .. var rest]:
                return Encoding.UTF8.GetString(rest);
            case [0xFF, 0xFE, 0, 0, .. var rest] when bytes.Length % 4 == 0:
                return Encoding.UTF32.GetString(rest);
            case [0xFF, 0xFE, .. var rest]:
                return Encoding.Unicode.GetString(rest);
            case [0xFE, 0xFF, .. var rest]:
                return Encoding.BigEndianUnicode.GetString(rest);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.GetString(bytes);
        }
    }
}
