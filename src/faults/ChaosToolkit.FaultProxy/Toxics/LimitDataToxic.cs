using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Lets a number of bytes pass on each connection, then closes it.</summary>
[Toxic("limit_data")]
public sealed record LimitDataToxic : Toxic, ILinkToxic
{
    /// <summary>The number; what passed counts over changes of the toxic.</summary>
    /// <value>On the wire <c>bytes</c>. Not negative. The default is 0: closed at the first byte.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [Wire("bytes")]
    public long Bytes { get; init => field = NotNegative(value); }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        var passed = (Passed)(stage.State ??= new Passed());
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            var allowed = (int)Math.Clamp(Bytes - passed.Bytes, 0, chunk.Length);
            passed.Bytes += allowed;
            if (passed.Bytes < Bytes)
            {
                await stage.WriteAsync(chunk).ConfigureAwait(false);
                continue;
            }

            // The rest is lost: the stream cannot go on, whatever becomes of the toxic while these bytes wait for room.
            stage.EndStream();
            chunk.Length = allowed;
            if (allowed > 0)
            {
                await stage.WriteAsync(chunk).ConfigureAwait(false);
            }
            else
            {
                Stage.Drop(chunk);
            }

            return;
        }
    }

    private sealed class Passed
    {
        public long Bytes { get; set; }
    }
}
