using System.Buffers;
using System.Globalization;
using System.Text;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>A body that toxics change: as much of it as they need is held.</summary>
internal sealed class HttpBodyChange(IReadOnlyList<HttpBodyToxic> changes)
{
    /// <summary>The longest body in which a text is replaced; a longer one passes as it is.</summary>
    public const int Longest = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> held = new();
    private readonly long needed = changes[0].Needed;

    /// <summary>What ends a chunked body.</summary>
    public static ReadOnlyMemory<byte> LastChunk { get; } = "0\r\n\r\n"u8.ToArray();

    public ReadOnlyMemory<byte> Held => held.WrittenMemory;

    /// <summary>Whether it cannot be held as a whole, which must be.</summary>
    public bool IsTooLarge => held.WrittenCount > Longest;

    public void Add(ReadOnlySpan<byte> content) => held.Write(content[..(int)Math.Clamp(needed - held.WrittenCount, 0, content.Length)]);

    public ReadOnlyMemory<byte> Apply()
    {
        var body = Held;
        foreach (var change in changes)
        {
            body = change.Apply(body);
        }

        return body;
    }

    /// <summary>Content as a chunk; none where it is empty, since that would end the body.</summary>
    public static ReadOnlyMemory<byte> Chunk(ReadOnlySpan<byte> content) => content.IsEmpty
        ? default
        : (byte[])[.. Encoding.ASCII.GetBytes(content.Length.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. content, .. "\r\n"u8];
}
