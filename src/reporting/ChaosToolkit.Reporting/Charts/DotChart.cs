namespace ChaosToolkit.Reporting.Charts;

/// <summary>Levels in rows and columns: the larger the dot, the higher the level; a circle for none, nothing where nothing is said.</summary>
/// <param name="title">What it shows.</param>
/// <param name="rows">The rows' names.</param>
/// <param name="columns">The columns' names.</param>
/// <param name="levelOf">The level, from 0 to 3, of a row and a column; null where nothing is said.</param>
/// <param name="nameOf">A level's name.</param>
internal sealed class DotChart(string title, IReadOnlyList<string> rows, IReadOnlyList<string> columns, Func<int, int, int?> levelOf, Func<int?, string> nameOf) : Chart(title)
{
    private const double Row = 32;
    private const double Head = 34;

    public override string Description => $"{Title}: {string.Join("; ", rows.Take(30).Select((row, r) => $"{row}: {string.Join(", ", columns.Select((column, c) => $"{column} {nameOf(levelOf(r, c))}"))}"))}.";

    public override IReadOnlyList<IReadOnlyList<string>> Table =>
        [["", .. columns], .. rows.Select((row, r) => (IReadOnlyList<string>)[row, .. columns.Select((_, c) => levelOf(r, c) is { } level ? nameOf(level) : "–")])];

    public override double HeightAt(double width) => Head + (rows.Count * Row) + 4;

    public override void Draw(ICanvas canvas, double width)
    {
        var left = Math.Min(300, width * 0.4);
        var step = (width - left) / Math.Max(1, columns.Count);
        for (var c = 0; c < columns.Count; c++)
        {
            canvas.Text(new(left + ((c + 0.5) * step), 20), Fit(columns[c], step - 6), Ink.Muted, anchor: Anchor.Middle);
        }

        for (var r = 0; r < rows.Count; r++)
        {
            var y = Head + ((r + 0.5) * Row);
            canvas.Line(new(0, y - (Row / 2)), new(width, y - (Row / 2)), Ink.Grid);
            canvas.Text(new(0, y + 4), Fit(rows[r], left - 10));
            for (var c = 0; c < columns.Count; c++)
            {
                Mark(canvas, new(left + ((c + 0.5) * step), y), levelOf(r, c), $"{rows[r]}, {columns[c]}: ");
            }
        }
    }

    private void Mark(ICanvas canvas, Spot at, int? level, string where)
    {
        if (level is null)
        {
            canvas.Line(at with { X = at.X - 4 }, at with { X = at.X + 4 }, Ink.Grid, 2);
        }
        else
        {
            canvas.Dot(at, level == 0 ? 5 : 3 + (level.Value * 3), level == 0 ? Ink.Muted : Ink.Series1, filled: level > 0, tip: where + nameOf(level));
        }
    }
}
