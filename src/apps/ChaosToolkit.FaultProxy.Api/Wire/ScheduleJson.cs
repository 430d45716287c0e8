using System.Globalization;
using System.Text.Json;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Wire;

/// <summary>The <c>schedule</c> of a toxic: <c>every</c>, <c>on</c> and <c>offset</c>, in seconds.</summary>
internal static class ScheduleJson
{
    private const string Owner = "schedule";
    private const double Longest = 365 * 24 * 60 * 60;
    private const double Shortest = 0.001;

    /// <summary>Reads one.</summary>
    /// <param name="body">The toxic.</param>
    /// <param name="former">What it had; given none it keeps that, and loses it by an empty one.</param>
    /// <exception cref="ApiException">It is none.</exception>
    public static ToxicSchedule? Read(JsonElement body, ToxicSchedule? former = null)
    {
        if (JsonBody.Member(body, Owner) is not { } member)
        {
            return former;
        }

        if (member.ValueKind != JsonValueKind.Object)
        {
            throw JsonBody.WrongField(member, "ToxicWrapper", Owner, "object");
        }

        if (!member.EnumerateObject().Any())
        {
            return null;
        }

        var every = Seconds(member, "every", Shortest) ?? throw ApiException.BadBody("'schedule' has no 'every'");
        var on = Seconds(member, "on", 0) ?? throw ApiException.BadBody("'schedule' has no 'on'");
        return new ToxicSchedule { Every = every, On = on, Offset = Seconds(member, "offset", 0) ?? TimeSpan.Zero };
    }

    public static void Write(Utf8JsonWriter json, ToxicSchedule? schedule)
    {
        if (schedule is not null)
        {
            json.WriteStartObject(Owner);
            json.WriteNumber("every", schedule.Every.TotalSeconds);
            json.WriteNumber("on", schedule.On.TotalSeconds);
            json.WriteNumber("offset", schedule.Offset.TotalSeconds);
            json.WriteEndObject();
        }
    }

    private static TimeSpan? Seconds(JsonElement schedule, string name, double least)
    {
        var seconds = JsonBody.Number(schedule, Owner, name, "float64");
        return seconds is null ? null
            : seconds >= least && seconds <= Longest ? TimeSpan.FromSeconds(seconds.Value)
            : throw ApiException.BadBody(string.Create(CultureInfo.InvariantCulture, $"'schedule.{name}' is {seconds}, it must be between {least} and {Longest} seconds"));
    }
}
