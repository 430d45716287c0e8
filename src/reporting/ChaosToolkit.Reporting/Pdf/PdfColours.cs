using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Findings;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>The colours of paper: those of the light theme.</summary>
internal static class PdfColours
{
    private static readonly Dictionary<Ink, int> Colours = new()
    {
        [Ink.Text] = 0x172033,
        [Ink.Muted] = 0x56607a,
        [Ink.Grid] = 0xdfe3ec,
        [Ink.Band] = 0xeef1f6,
        [Ink.Neutral] = 0xc3cad9,
        [Ink.Good] = 0x11734b,
        [Ink.Doubtful] = 0x8a5300,
        [Ink.Bad] = 0xb3261e,
        [Ink.Pause] = 0xc3cad9,
        [Ink.Fault] = 0xe0a03c,
        [Ink.Series1] = 0x4c63d9,
        [Ink.Series2] = 0xc2410c,
        [Ink.Series3] = 0x0f8a7e,
        [Ink.Series4] = 0x9333b5,
        [Ink.Series5] = 0x5b7a12,
        [Ink.Series6] = 0xbe185d,
    };

    /// <summary>The colour of an ink: red, green and blue.</summary>
    public static int Of(Ink ink) => Colours[ink];

    /// <summary>The ink of words that tell how good something is.</summary>
    public static Ink Words(Tone tone) => tone == Tone.Neutral ? Ink.Muted : Inks.Of(tone);

    /// <summary>A pale ground for a tone.</summary>
    public static int Ground(Tone tone) => tone switch { Tone.Good => 0xe3f5ec, Tone.Bad => 0xfdebe9, Tone.Doubtful => 0xfdf3dc, _ => 0xe9edf5 };

    /// <summary>The colour mixed with white.</summary>
    public static int Light(Ink ink)
    {
        var colour = Colours[ink];
        return (Half(colour >> 16) << 16) | (Half(colour >> 8) << 8) | Half(colour);
    }

    private static int Half(int part) => 255 - (int)((255 - (part & 0xff)) * 0.45);
}
