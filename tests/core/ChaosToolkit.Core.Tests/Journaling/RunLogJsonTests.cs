using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tests.Journaling;

public class RunLogJsonTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 21, 10, 50, 42, TimeSpan.Zero);

    public static TheoryData<RunLogEvent> Frequent =>
    [
        new ActivityStarted(Time, 1, RunSection.Hypothesis, 3, new JsonObject { ["name"] = "é \"<", ["type"] = "probe" }),
        .. Enum.GetValues<RunSection>().Select(section => new ActivityStarted(Time.AddTicks(1), 1, section, 0, [])),
        new ActivityEnded(Time, 7, null, null, null),
        new ActivityEnded(Time.AddMilliseconds(1.5), 7, true, new JsonArray(1, Value.Float(1), null, "x"), null),
        new ActivityEnded(Time, 7, false, null, ["Traceback", "  \"line\""]),
    ];

    [Theory]
    [MemberData(nameof(Frequent))]
    internal void Writes_the_frequent_events_as_the_serializer_does(RunLogEvent moment)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = RunLogJson.NewWriter(buffer))
        {
            RunLogJson.Write(writer, moment);
        }

        var expected = new ArrayBufferWriter<byte>();
        using (var writer = RunLogJson.NewWriter(expected))
        {
            JsonSerializer.Serialize(writer, moment, RunLogJson.Default.RunLogEvent);
        }

        Assert.Equal(Encoding.UTF8.GetString(expected.WrittenSpan), Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Equal(moment.GetType(), RunLogJson.Read(buffer.WrittenSpan).GetType());
    }
}
