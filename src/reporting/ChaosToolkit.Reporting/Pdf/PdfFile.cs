using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>The objects of a PDF file and where they lie in it. Objects are written as they come, so that none need be kept.</summary>
internal sealed class PdfFile
{
    private readonly Stream target;
    private readonly List<long> places = [0];
    private long position;

    public PdfFile(Stream target)
    {
        this.target = target;

        // Bytes beyond ASCII tell programs that the file is no text.
        Write("%PDF-1.7\n%"u8);
        Write([0xe2, 0xe3, 0xcf, 0xd3, (byte)'\n']);
    }

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        places.Add(0);
        return places.Count - 1;
    }

    /// <summary>Writes an object.</summary>
    /// <returns>Its number.</returns>
    public int Add(string content) => Add(Reserve(), content);

    /// <summary>Writes an object whose number is reserved.</summary>
    public int Add(int number, string content)
    {
        places[number] = position;
        Write($"{number} 0 obj\n{content}\nendobj\n");
        return number;
    }

    /// <summary>Writes a stream, compressed.</summary>
    /// <param name="content">Its content.</param>
    /// <param name="entries">More entries of its dictionary.</param>
    public int AddStream(ReadOnlySpan<byte> content, string entries = "")
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            packing.Write(content);
        }

        var number = Reserve();
        places[number] = position;
        Write($"{number} 0 obj\n<</Filter/FlateDecode/Length {packed.Length}{entries}>>\nstream\n");
        Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
        Write("\nendstream\nendobj\n"u8);
        return number;
    }

    /// <summary>Ends the file.</summary>
    public void Finish(int catalog, int information)
    {
        var table = position;
        var text = new StringBuilder($"xref\n0 {places.Count}\n0000000000 65535 f \n");
        foreach (var place in places.Skip(1))
        {
            text.Append(place.ToString("D10", CultureInfo.InvariantCulture)).Append(" 00000 n \n");
        }

        Write(text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {places.Count}/Root {catalog} 0 R/Info {information} 0 R>>\nstartxref\n{table}\n%%EOF\n").ToString());
    }

    /// <summary>A text for people, as UTF-16.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private void Write(string text) => Write(Encoding.ASCII.GetBytes(text));

    private void Write(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        position += bytes.Length;
    }
}
