using PdfSharp.Fonts;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Gives PDFsharp the fonts that lie in this assembly: DejaVu, with Latin, Greek and Cyrillic letters. Nothing of the machine is used.</summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    public const string Sans = "DejaVuSans";
    public const string SansBold = "DejaVuSans-Bold";
    public const string Mono = "DejaVuSansMono";

    public static byte[] Read(string name)
    {
        using var stream = typeof(EmbeddedFonts).Assembly.GetManifestResourceStream(name + ".ttf")!; // embedded by the project
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(familyName is SansBold or Mono ? familyName : Sans);

    /// <inheritdoc/>
    public byte[]? GetFont(string faceName) => Read(faceName);
}
