using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Lets all bytes pass, and the end of the stream only after a delay.</summary>
[Toxic("slow_close")]
public sealed record SlowCloseToxic : Toxic, ILinkToxic
{
    /// <summary>By how much the end is delayed; a change of the toxic starts the wait anew.</summary>
    /// <value>On the wire <c>delay</c>, in milliseconds. Not negative. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("delay")]
    public TimeSpan Delay { get; init => field = NotNegative(value); }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        await NoopToxic.PassAsync(stage).ConfigureAwait(false);
        if (stage.IsAtEnd)
        {
            await stage.DelayAsync(Delay).ConfigureAwait(false);
        }
    }
}
