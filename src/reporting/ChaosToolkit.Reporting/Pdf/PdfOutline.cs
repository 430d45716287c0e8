namespace ChaosToolkit.Reporting.Pdf;

/// <summary>A bookmark and those below it.</summary>
internal sealed class PdfOutline(string title, int page, double y)
{
    public List<PdfOutline> Children { get; } = [];

    /// <summary>Writes the bookmarks; gives the number of their root.</summary>
    public static int Write(PdfFile file, IReadOnlyList<PdfOutline> outlines)
    {
        var root = file.Reserve();
        var (first, last) = WriteAll(file, outlines, root);
        return file.Add(root, $"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {outlines.Count}>>");
    }

    private static (int First, int Last) WriteAll(PdfFile file, IReadOnlyList<PdfOutline> outlines, int parent)
    {
        var numbers = outlines.Select(_ => file.Reserve()).ToList();
        for (var i = 0; i < outlines.Count; i++)
        {
            outlines[i].Write(file, numbers[i], parent, i > 0 ? numbers[i - 1] : 0, i + 1 < numbers.Count ? numbers[i + 1] : 0);
        }

        return (numbers[0], numbers[^1]);
    }

    private void Write(PdfFile file, int number, int parent, int before, int after)
    {
        var below = "";
        if (Children.Count > 0)
        {
            // A negative count: those below are shown when somebody asks for them.
            var (first, last) = WriteAll(file, Children, number);
            below = $"/First {first} 0 R/Last {last} 0 R/Count -{Children.Count}";
        }

        var neighbours = (before > 0 ? $"/Prev {before} 0 R" : "") + (after > 0 ? $"/Next {after} 0 R" : "");
        file.Add(number, $"<</Title{PdfFile.Text(title)}/Parent {parent} 0 R{neighbours}{below}/Dest[{page} 0 R/XYZ null {(int)y} null]>>");
    }
}
