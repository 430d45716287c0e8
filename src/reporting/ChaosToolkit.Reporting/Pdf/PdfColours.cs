using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Findings;
using PdfSharp.Drawing;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>The colours of paper: those of the light theme.</summary>
internal static class PdfColours
{
    private static readonly Dictionary<Ink, XColor> Colours = new()
    {
        [Ink.Text] = Rgb(0x172033),
        [Ink.Muted] = Rgb(0x56607a),
        [Ink.Grid] = Rgb(0xdfe3ec),
        [Ink.Band] = Rgb(0xeef1f6),
        [Ink.Neutral] = Rgb(0xc3cad9),
        [Ink.Good] = Rgb(0x11734b),
        [Ink.Doubtful] = Rgb(0x8a5300),
        [Ink.Bad] = Rgb(0xb3261e),
        [Ink.Pause] = Rgb(0xc3cad9),
        [Ink.Fault] = Rgb(0xe0a03c),
        [Ink.Series1] = Rgb(0x4c63d9),
        [Ink.Series2] = Rgb(0xc2410c),
        [Ink.Series3] = Rgb(0x0f8a7e),
        [Ink.Series4] = Rgb(0x9333b5),
        [Ink.Series5] = Rgb(0x5b7a12),
        [Ink.Series6] = Rgb(0xbe185d),
    };

    private static readonly Dictionary<Ink, XSolidBrush> Brushes = Colours.ToDictionary(colour => colour.Key, colour => new XSolidBrush(colour.Value));

    public static XColor Of(Ink ink) => Colours[ink];

    public static XSolidBrush Brush(Ink ink) => Brushes[ink];

    /// <summary>The ink of words that tell how good something is.</summary>
    public static Ink Words(Tone tone) => tone == Tone.Neutral ? Ink.Muted : Inks.Of(tone);

    /// <summary>A pale ground for a tone.</summary>
    public static XSolidBrush Ground(Tone tone) => new(tone switch { Tone.Good => Rgb(0xe3f5ec), Tone.Bad => Rgb(0xfdebe9), Tone.Doubtful => Rgb(0xfdf3dc), _ => Rgb(0xe9edf5) });

    /// <summary>The colour mixed with white.</summary>
    public static XSolidBrush Light(Ink ink)
    {
        var colour = Colours[ink];
        return new XSolidBrush(XColor.FromArgb(Half(colour.R), Half(colour.G), Half(colour.B)));
    }

    private static int Half(byte part) => 255 - (int)((255 - part) * 0.45);

    private static XColor Rgb(int colour) => XColor.FromArgb((colour >> 16) & 0xff, (colour >> 8) & 0xff, colour & 0xff);
}
