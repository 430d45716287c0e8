using System.Net;
using System.Text.Json.Nodes;
using ChaosToolkit.Extensions.Results;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions;

public sealed class ResultTests
{
    public static TheoryData<object?, string> Results => new()
    {
        { null, "null" },
        { "text", "\"text\"" },
        { 3, "3" },
        { ulong.MaxValue, "18446744073709551615" },
        { 2.0, "2.0" },
        { 0.1f, "0.1" },
        { 5m, "5.0" },
        { double.NaN, "\"NaN\"" },
        { Colour.LightBlue, "\"light_blue\"" },
        { TimeSpan.FromMilliseconds(1500), "1.5" },
        { new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)), "\"2026-03-04T05:06:07+02:00\"" },
        { new DateTime(2026, 3, 4, 5, 6, 7, 120, DateTimeKind.Utc), "\"2026-03-04T05:06:07.12Z\"" },
        { new DateOnly(2026, 3, 4), "\"2026-03-04\"" },
        { new InvalidOperationException("why"), "\"why\"" },
        { new Uri("http://localhost/a b"), "\"http://localhost/a b\"" },
        { IPAddress.Loopback, "\"127.0.0.1\"" },
        { "text"u8.ToArray(), "\"text\"" },
        { new Part("a", 2), """{"name":"a","count":2,"inner":null}""" },
        { new { SoldOut = true }, """{"sold_out":true}""" },
        { (1, "a"), """[1,"a"]""" },
        { new Dictionary<Colour, int> { [Colour.Red] = 1 }, """{"red":1}""" },
        { new HashSet<int> { 1 }, "[1]" },
        { new JsonArray(1), "[1]" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void Becomes_a_value_of_the_journal(object? result, string expected) => Assert.Equal(expected, JsonText.Of(ResultValue.Of(result)));

    [Fact]
    public void One_that_holds_itself_fails_the_activity()
    {
        var list = new List<object>();
        list.Add(list);
        Assert.Throws<ActivityFailedException>(() => ResultValue.Of(list));
    }
}
