using System.Buffers.Binary;

namespace ChaosToolkit.Serving;

/// <summary>Identifiers of requests: 12 bytes, the time in seconds first, as 20 characters of 0-9 and a-v.</summary>
internal sealed class RequestIdentifier(TimeProvider time)
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";
    private const int Length = 20;
    private readonly ulong process = (ulong)Guid.NewGuid().GetHashCode();
    private long count;

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)time.GetUtcNow().ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[4..], (process << 32) | (uint)Interlocked.Increment(ref count));
        UInt128 number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return string.Create(Length, number, static (text, number) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Digits[(int)(number >> 123)];
                number <<= 5;
            }
        });
    }
}
