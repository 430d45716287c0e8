using ChaosToolkit.Running;

namespace ChaosToolkit.Planning;

public sealed class EstimateTests
{
    [Theory]
    [InlineData("""{"pauses": {"before": 1, "after": 2}}, {"pauses": {"after": "${three}"}}""", 6, null)]
    [InlineData("""{"pauses": {"after": 10}, "background": true}, {"pauses": {"after": 4}}""", 10, null)]
    [InlineData("""{"pauses": {"after": 10}, "background": true}, {"pauses": {"after": 14}}""", 14, null)]
    [InlineData("""{"timeout": 5, "pauses": {"after": 1}}, {"timeout": 2}""", 1, 8d)]
    [InlineData("""{"timeout": 5}, {}""", 0, null)]
    public void Pauses_are_the_least_and_time_outs_the_most(string members, double least, double? most)
    {
        var activities = members.Replace("{}", "{\"dry\": true}", StringComparison.Ordinal).Replace("}, {", "}|{", StringComparison.Ordinal).Split('|')
            .Select(one => $$"""{"type": "probe", "name": "a", "provider": {"type": "python", "module": "m", "func": "f"}, {{one[1..^1]}}}""");
        var experiment = $$"""{"title": "t", "description": "d", "configuration": {"three": 3}, "method": [{{string.Join(',', activities)}}]}""";
        var estimate = Plans.Of(experiment).ToJson()["estimate"]!;
        Assert.Equal((least, most), ((double)estimate["at_least_seconds"]!, (double?)estimate["at_most_seconds"]));
        Assert.Equal(2, (double?)Plans.Of(experiment, new RunOptions { Timeout = TimeSpan.FromSeconds(2) }).ToJson()["estimate"]!["at_most_seconds"]);
    }

    [Fact]
    public void An_estimate_that_is_none_says_at_least() => Assert.Contains(
        "duration    at least 90 s; how long activities take is not known",
        Plans.Of("""{"title": "t", "description": "d", "method": [{"type": "probe", "name": "a", "pauses": {"after": 90}, "provider": {"type": "process", "path": "true"}}]}""").ToText(),
        StringComparison.Ordinal);
}
