using System.Buffers.Binary;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Which characters a TrueType font has and how wide they are: what breaking lines needs.</summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] data;
    private readonly float[] widths = new float[0x10000]; // of an em; 0 for what was not asked for, negative for what is missing
    private readonly int unitsPerEm;
    private readonly int horizontalMetrics;
    private readonly int metricsCount;
    private readonly int characters;

    /// <summary>Reads a font.</summary>
    /// <param name="data">The file; not changed.</param>
    public TrueTypeFont(byte[] data)
    {
        this.data = data;
        unitsPerEm = U16(Table("head") + 18);
        metricsCount = U16(Table("hhea") + 34);
        horizontalMetrics = Table("hmtx");
        characters = Characters(Table("cmap"));
    }

    /// <summary>Whether there is a glyph.</summary>
    public bool Has(char c) => Width(c) >= 0;

    /// <summary>The width in ems; negative when there is no glyph.</summary>
    public float Width(char c)
    {
        if (widths[c] == 0)
        {
            var glyph = Glyph(c);
            widths[c] = glyph == 0 ? -1 : Math.Max(1e-6f, U16(horizontalMetrics + (4 * Math.Min(glyph, metricsCount - 1))) / (float)unitsPerEm);
        }

        return widths[c];
    }

    private int Table(string tag)
    {
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + (16 * i);
            if (tag.AsSpan().SequenceEqual([(char)data[entry], (char)data[entry + 1], (char)data[entry + 2], (char)data[entry + 3]]))
            {
                return (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(entry + 8));
            }
        }

        throw new InvalidOperationException($"The font has no table '{tag}'.");
    }

    // The map for Windows and the Basic Multilingual Plane, in format 4; each font has it.
    private int Characters(int table)
    {
        for (var i = 0; i < U16(table + 2); i++)
        {
            var entry = table + 4 + (8 * i);
            var map = table + (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(entry + 4));
            if (U16(entry) == 3 && U16(entry + 2) == 1 && U16(map) == 4)
            {
                return map;
            }
        }

        throw new InvalidOperationException("The font has no map of characters.");
    }

    private int Glyph(char c)
    {
        var segments = U16(characters + 6) / 2;
        var (ends, starts) = (characters + 14, characters + 16 + (2 * segments));
        for (var i = 0; i < segments; i++)
        {
            if (U16(ends + (2 * i)) < c)
            {
                continue;
            }

            var start = U16(starts + (2 * i));
            if (start > c)
            {
                return 0;
            }

            var delta = U16(starts + (2 * segments) + (2 * i));
            var offsetAt = starts + (4 * segments) + (2 * i);
            var offset = U16(offsetAt);
            var glyph = offset == 0 ? c : U16(offsetAt + offset + (2 * (c - start)));
            return glyph == 0 ? 0 : (glyph + delta) & 0xffff;
        }

        return 0;
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));
}
