namespace ChaosToolkit.Reporting.Charts;

public sealed class ScaleTests
{
    [Fact]
    public void Marks_are_round() => Assert.Equal([0, 5, 10, 15, 20], new Scale(0, 24, 0, 100).Marks(5));

    [Fact]
    public void Marks_of_time_are_at_whole_minutes() => Assert.Equal([0, 120, 240, 360, 480, 600], new Scale(0, 600, 0, 100).TimeMarks(6));

    [Fact]
    public void A_single_value_has_a_place() => Assert.Equal(50, new Scale(7, 7, 0, 100)[7], 6);

    // Beyond 2^53 a number is no longer followed by the next.
    [Theory]
    [InlineData(1e17, 1e17 + 32)]
    [InlineData(-1e17 - 32, -1e17)]
    [InlineData(1e300, 1e300)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(0, 5e-324)]
    public void Marks_come_to_an_end(double least, double most) => Assert.InRange(new Scale(least, most, 0, 100).Marks(6).Take(100).Count(), 0, 12);

    [Theory]
    [InlineData(1e17)]
    [InlineData(-1e300)]
    public void A_single_large_value_has_a_place(double value) => Assert.Equal(50, new Scale(value, value, 0, 100)[value], 6);

    [Fact]
    public void A_peak_among_very_many_points_is_not_lost()
    {
        var points = Enumerable.Range(0, 10_000).Select(i => new Spot(i, i == 7777 ? 99 : 1)).ToList();
        var canvas = new Heights();

        new LineChart("x", [new Series("s", points)], overTime: false).Draw(canvas, 900);

        Assert.InRange(canvas.Count, 2, 1000);
        Assert.Equal(14, canvas.Least, 3);
    }

    private sealed class Heights : ICanvas
    {
        public int Count { get; private set; }

        public double Least { get; private set; } = double.MaxValue;

        public void Path(IReadOnlyList<Spot> points, Ink ink, double width = 2) => (Count, Least) = (points.Count, points.Min(point => point.Y));

        public void Line(Spot from, Spot to, Ink ink, double width = 1, bool dashed = false)
        {
        }

        public void Area(IReadOnlyList<Spot> points, Ink ink)
        {
        }

        public void Box(Spot at, double width, double height, Ink ink, bool light = false, string? tip = null)
        {
        }

        public void Dot(Spot centre, double radius, Ink ink, bool filled = true, string? tip = null)
        {
        }

        public void Text(Spot at, string text, Ink ink = Ink.Text, double size = 12, Anchor anchor = Anchor.Start, bool bold = false)
        {
        }
    }
}
