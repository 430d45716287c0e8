namespace ChaosToolkit.Reporting.Pdf;

/// <summary>The fonts of a document: DejaVu, with Latin, Greek and Cyrillic letters. Nothing of the machine is used.</summary>
internal sealed class PdfFonts
{
    private readonly PdfFace sans = new("DejaVuSans", "F1");
    private readonly PdfFace bold = new("DejaVuSans-Bold", "F2");
    private readonly PdfFace mono = new("DejaVuSansMono", "F3");

    public PdfFont Regular(double size) => new(sans, size);

    public PdfFont Bold(double size) => new(bold, size);

    public PdfFont Mono(double size) => new(mono, size);

    /// <summary>Embeds them; gives the entries of the pages' resources.</summary>
    public string Embed(PdfFile file) => string.Concat(new[] { sans, bold, mono }.Select(face => $"/{face.Resource} {face.Embed(file)} 0 R"));
}
