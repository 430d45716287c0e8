namespace ChaosToolkit.Reporting.Charts;

/// <summary>From values to places, and the round values to mark.</summary>
internal sealed class Scale
{
    private readonly double least;
    private readonly double most;
    private readonly double from;
    private readonly double to;

    public Scale(double least, double most, double from, double to)
    {
        (this.least, this.most) = most > least ? (least, most) : (least - Around(least), least + Around(least));
        (this.from, this.to) = (from, to);
    }

    // Half of one; of large numbers as much as still tells them apart.
    private static double Around(double value) => Math.Max(0.5, Math.Abs(value) * 1e-12);

    /// <summary>The place of a value.</summary>
    public double this[double value] => from + ((value - least) / (most - least) * (to - from));

    /// <summary>Round values within, about so many.</summary>
    public IEnumerable<double> Marks(int about)
    {
        var rough = (most - least) / Math.Max(1, about);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var first = Math.Ceiling((least / step) - 1e-9);
        if (!double.IsFinite(first) || least + step <= least || most - step >= most)
        {
            yield break; // numbers so large that the next mark would be the same again
        }

        for (var k = 0; k <= 2 * about && (first + k) * step <= most + (step * 1e-9); k++)
        {
            yield return first + k == 0 ? 0 : (first + k) * step; // never minus zero
        }
    }

    /// <summary>Marks of a time axis in seconds: at whole seconds, minutes and hours where it is long.</summary>
    public IEnumerable<double> TimeMarks(int about)
    {
        double[] steps = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];
        var rough = (most - least) / Math.Max(1, about);
        if (rough <= 30)
        {
            return Marks(about);
        }

        var step = steps.FirstOrDefault(step => step >= rough, Math.Ceiling(rough / 86400) * 86400);
        return Enumerable.Range((int)Math.Ceiling(least / step), (int)Math.Max(0, Math.Floor(most / step) - Math.Ceiling(least / step) + 1)).Select(i => i * step);
    }
}
