using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Lets all bytes pass for a time, then closes the connection, whatever it is doing.</summary>
[Toxic("limit_time")]
public sealed record LimitTimeToxic : Toxic, ILinkToxic
{
    /// <summary>The time, from when the toxic began to work on the connection; an update does not start it anew.</summary>
    /// <value>On the wire <c>time</c>, in milliseconds. Not negative. The default is 0: closed at once.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("time")]
    public TimeSpan Time { get; init => field = NotNegative(value); }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        var limit = (Limit)(stage.State ??= new Limit(stage.Now, stage.MakeConnectionAlarm()));
        limit.Alarm.Set(limit.Start + Time.Ticks);
        await NoopToxic.PassAsync(stage).ConfigureAwait(false);
        if (!stage.IsAtEnd)
        {
            limit.Alarm.Cancel(); // else the other stream may go on, until the time is over
        }
    }

    private sealed record Limit(long Start, ConnectionAlarm Alarm);
}
