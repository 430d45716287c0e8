using ChaosToolkit.Chances;

namespace ChaosToolkit.Toxics;

public sealed class LatencyDistributionTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Uniform_is_between_minus_jitter_and_jitter()
    {
        var drawn = Draw(new LatencyToxic { Latency = Milliseconds(100), Jitter = Milliseconds(20) });
        Assert.InRange(drawn.Min(), 80, 82);
        Assert.InRange(drawn.Max(), 118, 119);
        Assert.InRange(drawn.Average(), 99, 100);
    }

    [Fact]
    public void Normal_has_the_latency_as_its_mean_and_the_jitter_as_its_deviation()
    {
        var drawn = Draw(new LatencyToxic { Latency = Milliseconds(100), Jitter = Milliseconds(20), Distribution = LatencyDistribution.Normal });
        Assert.InRange(drawn.Average(), 99, 101);
        Assert.InRange(Math.Sqrt(drawn.Average(delay => (delay - 100) * (delay - 100))), 19, 21);
        Assert.InRange(drawn.Count(static delay => delay < 60), Draws * 0.015, Draws * 0.03);
    }

    [Fact]
    public void Pareto_is_never_less_than_the_latency_and_has_a_long_tail()
    {
        var drawn = Draw(new LatencyToxic { Latency = Milliseconds(100), Jitter = Milliseconds(20), Distribution = LatencyDistribution.Pareto });
        Assert.InRange(drawn.Min(), 100, 100.1);
        Assert.InRange(drawn.Average(), 117, 123);
        Assert.InRange(drawn.Max(), 300, 20_200);
        Assert.InRange(drawn.Order().ElementAt(Draws / 2), 108, 112); // 40 * (2^(1/3) - 1) = 10.4
    }

    [Fact]
    public void Recorded_draws_each_of_the_list_alike()
    {
        var drawn = Draw(new LatencyToxic { Latency = Milliseconds(1), Values = [1, 5, 250.5], Distribution = LatencyDistribution.Recorded });
        Assert.Equal([2, 6, 251.5], drawn.Distinct().Order());
        Assert.InRange(drawn.Count(static delay => delay == 6), Draws * 0.31, Draws * 0.36);
    }

    [Fact]
    public void No_jitter_is_no_variation_and_no_jitter_is_too_long()
    {
        Assert.All(Draw(new LatencyToxic { Latency = Milliseconds(3), Distribution = LatencyDistribution.Pareto }), static delay => Assert.Equal(3, delay));
        var year = Milliseconds(WireAttribute.LongestMilliseconds);
        Assert.All(Draw(new LatencyToxic { Latency = year, Jitter = year, Distribution = LatencyDistribution.Pareto }), static delay => Assert.True(delay > 0));
        Draw(new LatencyToxic { Latency = year, Jitter = year, Distribution = LatencyDistribution.Normal });
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static List<double> Draw(LatencyToxic toxic)
    {
        var chance = new Chance(8);
        List<double> drawn = [];
        for (var i = 0; i < Draws; i++)
        {
            drawn.Add(toxic.Draw(ref chance).TotalMilliseconds);
        }

        return drawn;
    }
}
