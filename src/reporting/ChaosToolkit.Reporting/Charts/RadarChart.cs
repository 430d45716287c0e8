namespace ChaosToolkit.Reporting.Charts;

/// <summary>One shape of a <see cref="RadarChart"/>: a level from 0 to 3 for each axis.</summary>
internal sealed record RadarShape(string Name, IReadOnlyList<double> Levels);

/// <summary>Several levels of a few things as shapes around a centre; at least three axes.</summary>
internal sealed class RadarChart(string title, IReadOnlyList<string> axes, IReadOnlyList<RadarShape> shapes, Func<int?, string> nameOf) : Chart(title)
{
    private const double Most = 3;

    public override string Description => $"{Title}: {string.Join("; ", shapes.Select(shape => $"{shape.Name}: {string.Join(", ", axes.Select((axis, i) => $"{axis} {nameOf((int)shape.Levels[i])}"))}"))}.";

    public override IReadOnlyList<IReadOnlyList<string>> Table =>
        [["", .. axes], .. shapes.Select(shape => (IReadOnlyList<string>)[shape.Name, .. shape.Levels.Select(level => nameOf((int)level))])];

    public override double HeightAt(double width) => 300 + (shapes.Count * 20);

    public override void Draw(ICanvas canvas, double width)
    {
        var (centre, radius) = (new Spot(width / 2, 150), 110.0);
        for (var ring = 1; ring <= Most; ring++)
        {
            var points = axes.Select((_, i) => At(centre, radius * ring / Most, i)).ToList();
            canvas.Path([.. points, points[0]], Ink.Grid, 1);
        }

        for (var i = 0; i < axes.Count; i++)
        {
            canvas.Line(centre, At(centre, radius, i), Ink.Grid);
            var label = At(centre, radius + 16, i);
            var anchor = label.X > centre.X + 10 ? Anchor.Start : label.X < centre.X - 10 ? Anchor.End : Anchor.Middle;
            var room = anchor switch { Anchor.Start => width - label.X, Anchor.End => label.X, _ => width / 2 };
            canvas.Text(label with { Y = label.Y + 4 }, Fit(axes[i], room), Ink.Muted, anchor: anchor);
        }

        for (var s = 0; s < shapes.Count; s++)
        {
            canvas.Area([.. shapes[s].Levels.Select((level, i) => At(centre, radius * level / Most, i))], Inks.Series(s));
            canvas.Dot(new(8, 300 + (s * 20)), 5, Inks.Series(s));
            canvas.Text(new(22, 304 + (s * 20)), Fit(shapes[s].Name, width - 26));
        }
    }

    private Spot At(Spot centre, double radius, int axis)
    {
        var angle = (2 * Math.PI * axis / axes.Count) - (Math.PI / 2);
        return new(centre.X + (radius * Math.Cos(angle)), centre.Y + (radius * Math.Sin(angle)));
    }
}
