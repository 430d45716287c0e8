namespace ChaosToolkit.Chances;

/// <summary>Draws that repeat with the seed; 8 bytes, so that each toxic of each connection has its own (SplitMix64).</summary>
internal struct Chance(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private const ulong HashStart = 0xCBF29CE484222325;
    private const ulong HashStep = 0x100000001B3;
    private ulong state = seed;

    /// <summary>A chance that depends on this seed and on a number, and on nothing that was drawn.</summary>
    public static ulong Derive(ulong seed, ulong number) => Mix((seed ^ Mix(number + Step)) + Step);

    /// <summary>A number that stands for a text: the same in every process, unlike the runtime's.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = HashStart;
        foreach (var character in text)
        {
            hash = (hash ^ character) * HashStep;
        }

        return hash;
    }

    /// <summary>Likewise for bytes.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = HashStart;
        foreach (var one in bytes)
        {
            hash = (hash ^ one) * HashStep;
        }

        return hash;
    }

    /// <summary>A number from 0 (inclusive) to 1 (exclusive).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of the bell curve around 0 whose standard deviation is 1.</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>A whole number from <paramref name="minimum"/> (inclusive) to <paramref name="maximum"/> (exclusive); the minimum where that is no range.</summary>
    public long NextInt64(long minimum, long maximum)
    {
        if (maximum <= minimum)
        {
            return minimum;
        }

        var range = (ulong)maximum - (ulong)minimum;
        return minimum + (long)Math.BigMul(Next(), range, out _);
    }

    private ulong Next() => Mix(state += Step);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
