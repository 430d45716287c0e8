using System.Globalization;
using System.Text;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>A font in a document: remembers what is used of it, and embeds that.</summary>
/// <param name="name">The font's name.</param>
/// <param name="resource">What pages call it.</param>
internal sealed class PdfFace(string name, string resource)
{
    private readonly TrueTypeFont font = new(Read(name));
    private readonly Dictionary<int, char> used = [];
    private readonly float[] widths = new float[0x10000]; // in ems, of characters; 0 for what was not asked for, negative for what is missing

    /// <summary>What pages call it.</summary>
    public string Resource { get; } = resource;

    /// <summary>The width of a character in ems; negative when the font lacks it.</summary>
    public float Width(char c)
    {
        if (widths[c] == 0)
        {
            var glyph = font.Glyph(c);
            widths[c] = glyph == 0 ? -1 : Math.Max(1e-6f, (float)(font.Width(glyph) / 1000));
        }

        return widths[c];
    }

    /// <summary>The glyph of a character that the font has, which is used from here on.</summary>
    public int Use(char c)
    {
        var glyph = font.Glyph(c);
        used.TryAdd(glyph, c);
        return glyph;
    }

    /// <summary>Writes the font; it is an object of its own with four others.</summary>
    public int Embed(PdfFile file)
    {
        var (ascent, descent, box) = font.Metrics;
        var bytes = font.Subset(used.Keys);
        var program = file.AddStream(bytes, $"/Length1 {bytes.Length}");
        var postScript = "CHAOSA+" + name;
        var descriptor = file.Add($"<</Type/FontDescriptor/FontName/{postScript}/Flags 4/FontBBox[{string.Join(' ', box)}]/ItalicAngle 0/Ascent {ascent}/Descent {descent}/CapHeight {ascent}/StemV 80/FontFile2 {program} 0 R>>");
        var glyphWidths = string.Concat(used.Keys.Order().Select(glyph => string.Create(CultureInfo.InvariantCulture, $"{glyph}[{font.Width(glyph):0.#}]")));
        var descendant = file.Add($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{postScript}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 600/W[{glyphWidths}]/FontDescriptor {descriptor} 0 R>>");
        var map = file.AddStream(Encoding.ASCII.GetBytes(ToUnicode()));
        return file.Add($"<</Type/Font/Subtype/Type0/BaseFont/{postScript}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {map} 0 R>>");
    }

    // What lets readers search and copy: from glyphs back to characters.
    private string ToUnicode()
    {
        var text = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var part in used.OrderBy(glyph => glyph.Key).Chunk(100))
        {
            text.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach (var (glyph, c) in part)
            {
                text.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)c:X4}>\n");
            }

            text.Append("endbfchar\n");
        }

        return text.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PdfFace).Assembly.GetManifestResourceStream(name + ".ttf")!; // embedded by the project
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
