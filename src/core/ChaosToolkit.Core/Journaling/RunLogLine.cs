using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ChaosToolkit.Journaling;

/// <summary>
/// A line of the run log: <c>{"hash":"…","prev":"…","seq":N,"event":…}</c>. The hash is that of all bytes of the line behind it, and so, by <c>prev</c>, of all lines before.
/// </summary>
internal static class RunLogLine
{
    /// <summary>What stands in the place of a hash before the first line.</summary>
    public static readonly string NoHash = new('0', HashLength);

    private const int HashLength = 2 * SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Head => "{\"hash\":\""u8;

    private static ReadOnlySpan<byte> BeforePrevious => "\",\"prev\":\""u8;

    private static ReadOnlySpan<byte> BeforeNumber => "\",\"seq\":"u8;

    // The hash covers what comes after its closing quotation mark.
    private static int Covered => Head.Length + HashLength;

    /// <summary>Writes a line, its end included.</summary>
    /// <param name="buffer">Where to, behind what it holds.</param>
    /// <param name="writer">A writer to that buffer.</param>
    /// <param name="moment">The event.</param>
    /// <param name="number">Its number.</param>
    /// <param name="last">The hash of the line before; when the line is written, its own.</param>
    public static void Write(ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer, RunLogEvent moment, long number, Span<byte> last)
    {
        var begin = buffer.WrittenCount;
        buffer.Write(Head);
        var hash = buffer.GetSpan(HashLength)[..HashLength];
        hash.Fill((byte)'0');
        buffer.Advance(HashLength);
        buffer.Write(BeforePrevious);
        buffer.Write(last);
        buffer.Write(BeforeNumber);
        number.TryFormat(buffer.GetSpan(20), out var digits, default, CultureInfo.InvariantCulture);
        buffer.Advance(digits);
        var start = buffer.WrittenCount - begin;
        RunLogJson.Write(writer, moment);
        writer.Flush();
        writer.Reset();
        var line = System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer.WrittenMemory).Span[begin..];
        line[start] = (byte)','; // the event's members follow ours
        Convert.TryToHexStringLower(HashOf(line, stackalloc byte[SHA256.HashSizeInBytes]), last, out _);
        last.CopyTo(line[Head.Length..]);
        buffer.Write("\n"u8);
    }

    /// <summary>Reads a line without its end.</summary>
    /// <returns>Whether it has our form and its hash is right; whether it follows the line before is for the caller to see.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> hash, out ReadOnlySpan<byte> previous, out long number, out int eventStart)
    {
        hash = previous = default;
        (number, eventStart) = (0, 0);
        var previousStart = Covered + BeforePrevious.Length;
        var numberStart = previousStart + HashLength + BeforeNumber.Length;
        if (line.Length < numberStart + 2 || !line.StartsWith(Head) || !line[Covered..].StartsWith(BeforePrevious)
            || !line[(previousStart + HashLength)..].StartsWith(BeforeNumber) || line[^1] != (byte)'}')
        {
            return false;
        }

        var end = line[numberStart..].IndexOf((byte)',');
        if (end < 1 || !long.TryParse(line.Slice(numberStart, end), NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        hash = line.Slice(Head.Length, HashLength);
        previous = line.Slice(previousStart, HashLength);
        eventStart = numberStart + end;
        Span<byte> right = stackalloc byte[HashLength];
        return Convert.TryToHexStringLower(HashOf(line, stackalloc byte[SHA256.HashSizeInBytes]), right, out _) && hash.SequenceEqual(right);
    }

    /// <summary>Reads the event of a line.</summary>
    /// <exception cref="JsonException">It is none that we know.</exception>
    public static RunLogEvent EventOf(Span<byte> line, int eventStart)
    {
        line[eventStart] = (byte)'{';
        try
        {
            return RunLogJson.Read(line[eventStart..]);
        }
        finally
        {
            line[eventStart] = (byte)',';
        }
    }

    private static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> line, Span<byte> hash)
    {
        SHA256.HashData(line[Covered..], hash);
        return hash;
    }
}
