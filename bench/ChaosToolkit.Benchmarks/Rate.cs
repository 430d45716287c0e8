namespace ChaosToolkit.Benchmarks;

/// <summary>How much a second; and how long one took in µs, where that was measured.</summary>
internal readonly record struct Rate(double PerSecond, double P50 = 0, double P99 = 0)
{
    public static implicit operator Rate(double perSecond) => new(perSecond);

    /// <param name="milliseconds">The times of one after the other.</param>
    public static Rate Of(IReadOnlyList<double> milliseconds) => Of(1000 / milliseconds.Average(), milliseconds);

    /// <param name="perSecond">How much all did a second.</param>
    /// <param name="milliseconds">The times of each.</param>
    public static Rate Of(double perSecond, IEnumerable<double> milliseconds)
    {
        double[] times = [.. milliseconds.Order()];
        return new(perSecond, times[times.Length / 2] * 1000, times[times.Length * 99 / 100] * 1000);
    }

    public static Rate Median(IReadOnlyList<Rate> rounds) => new(
        Figures.Median([.. rounds.Select(round => round.PerSecond)]), Figures.Median([.. rounds.Select(round => round.P50)]), Figures.Median([.. rounds.Select(round => round.P99)]));

    public override string ToString() => Figures.Text(PerSecond, "N0") + (P99 > 0 ? $" ({Figures.Text(P50, "N0")}, {Figures.Text(P99, "N0")})" : "");
}
