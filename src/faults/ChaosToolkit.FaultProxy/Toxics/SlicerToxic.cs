using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Cuts what is sent into small pieces, each sent by itself, with a pause after each.</summary>
[Toxic("slicer")]
public sealed record SlicerToxic : Toxic, ILinkToxic
{
    /// <summary>About how large the pieces are.</summary>
    /// <value>On the wire <c>average_size</c>, in bytes. Not negative. The default is 0: nothing is cut.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [Wire("average_size")]
    public long AverageSize { get; init => field = NotNegative(value); }

    /// <summary>By how much the size varies, to both sides.</summary>
    /// <value>On the wire <c>size_variation</c>, in bytes. From 0 to the average size. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [Wire("size_variation")]
    public long SizeVariation { get; init => field = NotNegative(value); }

    /// <summary>The pause after each piece.</summary>
    /// <value>On the wire <c>delay</c>, in MICROseconds. Not negative. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("delay", TicksPerUnit = TimeSpan.TicksPerMicrosecond, Maximum = WireAttribute.LongestMilliseconds * 1000.0)]
    public TimeSpan Delay { get; init => field = NotNegative(value); }

    internal override string? Contradiction => SizeVariation > AverageSize
        ? $"attribute 'size_variation' is {SizeVariation}, it must be between 0 and average_size, which is {AverageSize}"
        : null;

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            while (!stage.IsInterrupted && PieceOf(stage, chunk.Length) is var piece && piece < chunk.Length)
            {
                await stage.WriteAsync(chunk.TakeFirst(piece)).ConfigureAwait(false);
                await stage.DelayAsync(Delay).ConfigureAwait(false);
            }

            await stage.WriteAsync(chunk).ConfigureAwait(false);
            await stage.DelayAsync(Delay).ConfigureAwait(false);
        }
    }

    // Halved until it is small enough, the middle moved by chance: what Toxiproxy does by recursion, from left to right.
    private int PieceOf(Stage stage, int length)
    {
        if (AverageSize == 0)
        {
            return length;
        }

        while (length > 1 && length - AverageSize > SizeVariation)
        {
            var middle = (length / 2) + stage.Chance.NextInt64(-SizeVariation, SizeVariation);
            length = (int)Math.Clamp(middle, 1, length - 1);
        }

        return length;
    }
}
