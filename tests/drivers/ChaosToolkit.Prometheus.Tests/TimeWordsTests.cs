using System.Text.Json.Nodes;

namespace ChaosToolkit.Prometheus;

public sealed class TimeWordsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);

    [Theory]
    [InlineData("\"now\"", 1_000_000)]
    [InlineData("\"5 minutes ago\"", 999_700)]
    [InlineData("\"a minute ago\"", 999_940)]
    [InlineData("\"an hour ago\"", 996_400)]
    [InlineData("\"1 hour and 30 minutes ago\"", 994_600)]
    [InlineData("\"1h30m\"", 994_600)]
    [InlineData("\"1d\"", 913_600)]
    [InlineData("\"-30s\"", 999_970)]
    [InlineData("\"500ms ago\"", 999_999.5)]
    [InlineData("\"yesterday\"", 913_600)]
    [InlineData("\"in 2 minutes\"", 1_000_120)]
    [InlineData("\"2 minutes from now\"", 1_000_120)]
    [InlineData("\"2 weeks ago\"", -209_600)]
    [InlineData("1700000000", 1_700_000_000)]
    [InlineData("1700000000.5", 1_700_000_000.5)]
    [InlineData("\"1700000000\"", 1_700_000_000)]
    [InlineData("\"2023-11-14T22:13:20Z\"", 1_700_000_000)]
    [InlineData("\"2023-11-14T23:13:20+01:00\"", 1_700_000_000)]
    public void Reads_moments(string written, double seconds) => Assert.Equal(seconds, TimeWords.Read(JsonNode.Parse(written), "when", Now), 3);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"soon\"")]
    [InlineData("\"5 parsecs ago\"")]
    [InlineData("\"in 5 minutes ago\"")]
    [InlineData("[1]")]
    public void Says_what_is_no_moment(string written) =>
        Assert.Contains("The argument 'when' is no time: ", Assert.Throws<ActivityFailedException>(() => TimeWords.Read(JsonNode.Parse(written), "when", Now)).Message);
}
