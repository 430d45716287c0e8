namespace ChaosToolkit.Reporting.Charts;

/// <summary>A point; x to the right, y down, in the units of the chart: a line of text is about 16 high.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>Where a text stands relative to its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>What charts are drawn on: the one interface between their geometry and a format.</summary>
internal interface ICanvas
{
    /// <summary>A line, or a line of dashes.</summary>
    void Line(Spot from, Spot to, Ink ink, double width = 1, bool dashed = false);

    /// <summary>A line through points.</summary>
    void Path(IReadOnlyList<Spot> points, Ink ink, double width = 2);

    /// <summary>An area between points, lightly filled and outlined.</summary>
    void Area(IReadOnlyList<Spot> points, Ink ink);

    /// <summary>A filled rectangle.</summary>
    /// <param name="at">Its upper left corner.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="ink">What with.</param>
    /// <param name="light">Whether what lies below shows through.</param>
    /// <param name="tip">What it stands for, for who asks.</param>
    void Box(Spot at, double width, double height, Ink ink, bool light = false, string? tip = null);

    /// <summary>A disc, or a circle.</summary>
    void Dot(Spot centre, double radius, Ink ink, bool filled = true, string? tip = null);

    /// <summary>A text; its point is at its base line.</summary>
    void Text(Spot at, string text, Ink ink = Ink.Text, double size = 12, Anchor anchor = Anchor.Start, bool bold = false);
}
