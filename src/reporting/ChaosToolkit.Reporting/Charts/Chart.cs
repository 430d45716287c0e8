namespace ChaosToolkit.Reporting.Charts;

/// <summary>A chart: knows its geometry, and nothing of the format it is drawn in.</summary>
/// <param name="title">What it shows, as a caption.</param>
internal abstract class Chart(string title)
{
    /// <summary>What it shows, as a caption.</summary>
    public string Title { get; } = title;

    /// <summary>What it shows for those who do not see it.</summary>
    public abstract string Description { get; }

    /// <summary>The same as a table, its heading first, for formats without drawings.</summary>
    public abstract IReadOnlyList<IReadOnlyList<string>> Table { get; }

    /// <summary>The height it takes at a width.</summary>
    public abstract double HeightAt(double width);

    /// <summary>Draws it from the point (0, 0) on.</summary>
    public abstract void Draw(ICanvas canvas, double width);

    /// <summary>A text cut to a width, as far as that can be told without a font.</summary>
    protected static string Fit(string text, double width, double size = 12)
    {
        var longest = Math.Max(1, (int)(width / (size * 0.57)));
        return text.Length <= longest ? text : Journals.Inert.Cut(text, longest - 1) + "…";
    }
}
