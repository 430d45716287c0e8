using System.Buffers.Binary;
using System.Text;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>A TrueType font: which characters it has, how wide they are, and the part of it that a document needs.</summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] data;
    private readonly Dictionary<string, (int Offset, int Length)> tables = new(StringComparer.Ordinal);
    private readonly int[] glyphs = new int[0x10000]; // of each character, one more; 0 for what was not looked up yet
    private readonly int unitsPerEm;
    private readonly int metricsCount;
    private readonly int characters;

    /// <summary>Reads a font.</summary>
    /// <param name="data">The file; not changed.</param>
    public TrueTypeFont(byte[] data)
    {
        this.data = data;
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + (16 * i);
            tables[Encoding.ASCII.GetString(data, entry, 4)] = (U32(entry + 8), U32(entry + 12));
        }

        unitsPerEm = U16(At("head") + 18);
        metricsCount = U16(At("hhea") + 34);
        GlyphCount = U16(At("maxp") + 4);
        characters = Characters(At("cmap"));
    }

    public int GlyphCount { get; }

    /// <summary>The upper and lower ends of its letters and its bounding box, in thousandths of an em.</summary>
    public (int Ascent, int Descent, int[] Box) Metrics =>
        (Thousandths(S16(At("hhea") + 4)), Thousandths(S16(At("hhea") + 6)), [.. Enumerable.Range(0, 4).Select(i => Thousandths(S16(At("head") + 36 + (2 * i))))]);

    /// <summary>The glyph of a character; 0 when there is none.</summary>
    public int Glyph(char c)
    {
        if (glyphs[c] == 0)
        {
            glyphs[c] = Find(c) + 1;
        }

        return glyphs[c] - 1;
    }

    /// <summary>The width of a glyph in thousandths of an em.</summary>
    public double Width(int glyph) => U16(At("hmtx") + (4 * Math.Min(glyph, metricsCount - 1))) * 1000.0 / unitsPerEm;

    /// <summary>The font with the outlines of these glyphs only; their numbers stay.</summary>
    public byte[] Subset(IEnumerable<int> used)
    {
        var kept = new SortedSet<int> { 0 };
        foreach (var glyph in used)
        {
            Keep(glyph, kept);
        }

        var outlines = new MemoryStream();
        var places = new byte[4 * (GlyphCount + 1)];
        for (var glyph = 0; glyph < GlyphCount; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(4 * glyph), (uint)outlines.Position);
            if (kept.Contains(glyph))
            {
                var (offset, length) = Outline(glyph);
                outlines.Write(data, offset, length);
                outlines.Write(new byte[(4 - (length % 4)) % 4]);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(4 * GlyphCount), (uint)outlines.Position);
        var head = Copy("head");
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1); // places are in four bytes
        return Assemble(
        [
            .. new[] { "cvt ", "fpgm" }.Where(tables.ContainsKey).Select(tag => (tag, Copy(tag))),
            ("glyf", outlines.ToArray()), ("head", head), ("hhea", Copy("hhea")), ("hmtx", Copy("hmtx")), ("loca", places), ("maxp", Copy("maxp")),
            .. new[] { "prep" }.Where(tables.ContainsKey).Select(tag => (tag, Copy(tag))),
        ]);
    }

    private static byte[] Assemble(IReadOnlyList<(string Tag, byte[] Content)> parts)
    {
        var power = (int)Math.Log2(parts.Count);
        var result = new MemoryStream();
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(head[4..], (ushort)parts.Count);
        BinaryPrimitives.WriteUInt16BigEndian(head[6..], (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(head[8..], (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(head[10..], (ushort)((16 * parts.Count) - (16 << power)));
        result.Write(head);
        var offset = 12 + (16 * parts.Count);
        Span<byte> entry = stackalloc byte[16];
        foreach (var (tag, content) in parts)
        {
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(content));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], content.Length);
            result.Write(entry);
            offset += (content.Length + 3) / 4 * 4;
        }

        foreach (var (_, content) in parts)
        {
            result.Write(content);
            result.Write(new byte[(4 - (content.Length % 4)) % 4]);
        }

        return result.ToArray();
    }

    private static uint Sum(byte[] content)
    {
        uint sum = 0;
        for (var i = 0; i < content.Length; i++)
        {
            sum += (uint)content[i] << (8 * (3 - (i % 4)));
        }

        return sum;
    }

    // A glyph may be made of others.
    private void Keep(int glyph, SortedSet<int> kept)
    {
        var (at, length) = Outline(glyph);
        if (!kept.Add(glyph) || length == 0 || S16(at) >= 0)
        {
            return;
        }

        int flags;
        at += 10;
        do
        {
            flags = U16(at);
            Keep(U16(at + 2), kept);
            at += 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 0x80) != 0 ? 8 : (flags & 0x40) != 0 ? 4 : (flags & 8) != 0 ? 2 : 0);
        }
        while ((flags & 0x20) != 0);
    }

    private (int Offset, int Length) Outline(int glyph)
    {
        var isLong = U16(At("head") + 50) == 1;
        int Place(int index) => isLong ? U32(At("loca") + (4 * index)) : 2 * U16(At("loca") + (2 * index));
        return (At("glyf") + Place(glyph), Place(glyph + 1) - Place(glyph));
    }

    // The map for Windows and the Basic Multilingual Plane, in format 4; each font has it.
    private int Characters(int table)
    {
        for (var i = 0; i < U16(table + 2); i++)
        {
            var entry = table + 4 + (8 * i);
            var map = table + U32(entry + 4);
            if (U16(entry) == 3 && U16(entry + 2) == 1 && U16(map) == 4)
            {
                return map;
            }
        }

        throw new InvalidOperationException("The font has no map of characters.");
    }

    private int Find(char c)
    {
        var segments = U16(characters + 6) / 2;
        var (ends, starts) = (characters + 14, characters + 16 + (2 * segments));
        var segment = Enumerable.Range(0, segments).First(i => U16(ends + (2 * i)) >= c); // the last one ends with the last character
        var start = U16(starts + (2 * segment));
        if (start > c)
        {
            return 0;
        }

        var delta = U16(starts + (2 * segments) + (2 * segment));
        var offsetAt = starts + (4 * segments) + (2 * segment);
        var offset = U16(offsetAt);
        var glyph = offset == 0 ? c : U16(offsetAt + offset + (2 * (c - start)));
        return glyph == 0 ? 0 : (glyph + delta) & 0xffff;
    }

    private byte[] Copy(string tag) => data[tables[tag].Offset..(tables[tag].Offset + tables[tag].Length)];

    private int At(string tag) => tables[tag].Offset;

    private int Thousandths(int units) => units * 1000 / unitsPerEm;

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

    private int S16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    private int U32(int at) => (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
}
