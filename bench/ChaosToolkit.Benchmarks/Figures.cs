using System.Globalization;

namespace ChaosToolkit.Benchmarks;

/// <summary>Figures of several rounds, and how they stand in a table.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(figures.Count() / 2);

    public static string Text(double number, string format = "F1") => number.ToString(format, CultureInfo.InvariantCulture);
}
