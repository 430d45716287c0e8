using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Resets the connection (both sides get a TCP RST) some time after the first bytes came, which are lost.</summary>
[Toxic("reset_peer")]
public sealed record ResetPeerToxic : Toxic, ILinkToxic
{
    /// <summary>The time between the first bytes and the reset.</summary>
    /// <value>On the wire <c>timeout</c>, in milliseconds. Not negative. The default is 0: at once.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("timeout")]
    public TimeSpan Timeout { get; init => field = NotNegative(value); }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        var chunk = await stage.ReadAsync().ConfigureAwait(false);
        if (chunk is null && !stage.IsAtEnd)
        {
            return;
        }

        // It keeps the bytes while it waits: taken away in time, it lets them go.
        await stage.DelayAsync(Timeout).ConfigureAwait(false);
        var isDue = !stage.IsInterrupted; // asked once: later it may be
        if (isDue)
        {
            stage.ResetOnClose();
            stage.EndStream();
        }

        if (chunk is null)
        {
            return;
        }

        if (isDue)
        {
            Stage.Drop(chunk);
        }
        else
        {
            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }
}
