using System.Buffers;
using System.Text;
using ChaosToolkit.Chances;
using ChaosToolkit.Http;

namespace ChaosToolkit.Toxics;

/// <summary>Changes the bodies of requests (upstream) or answers (downstream): another one, a text for another, cut short. Their length is told as it is then.</summary>
[Toxic("http_body")]
public sealed record HttpBodyToxic : HttpToxic
{
    /// <summary>The whole body.</summary>
    /// <value>On the wire <c>body</c>, at most 1,048,576 characters. The default is <see langword="null"/>: what came.</value>
    [Wire("body", Maximum = 1024 * 1024)]
    public string? Body { get; init; }

    /// <summary>A text that is replaced wherever it stands, as it is written. A body of more than 1,048,576 bytes passes as it is.</summary>
    /// <value>On the wire <c>find</c>. Not empty. The default is <see langword="null"/>: none.</value>
    [Wire("find", Minimum = 1, Maximum = 65536)]
    public string? Find { get; init; }

    /// <summary>What stands there then.</summary>
    /// <value>On the wire <c>replacement</c>. The default is empty.</value>
    [Wire("replacement", Maximum = 65536)]
    public string Replacement { get; init; } = "";

    /// <summary>How many bytes are left of it.</summary>
    /// <value>On the wire <c>truncate</c>. From 0 to 1,048,576. The default is <see langword="null"/>: all.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("truncate", Maximum = HttpBodyChange.Longest)]
    public long? Truncate
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 0, HttpBodyChange.Longest);
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0);
            field = value;
        }
    }

    /// <summary>How much of the body must be known.</summary>
    internal long Needed => Body is not null ? 0 : Find is not null ? long.MaxValue : Truncate ?? long.MaxValue;

    internal override string? Contradiction => Find is "" ? "attribute 'find' is empty" : null;

    internal override ValueTask ApplyAsync(HttpMessage message, PlacedToxic placed, Chance chance)
    {
        if (Body is not null || Find is not null || Truncate is not null)
        {
            message.ChangeBody(this);
        }

        return default;
    }

    /// <summary>The body that is sent for one that came.</summary>
    internal ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> body)
    {
        body = Body is not null ? Encoding.UTF8.GetBytes(Body) : body;
        body = Find is not null ? Replace(body.Span, Encoding.UTF8.GetBytes(Find), Encoding.UTF8.GetBytes(Replacement)) : body;
        return Truncate is { } most && most < body.Length ? body[..(int)most] : body;
    }

    private static byte[] Replace(ReadOnlySpan<byte> body, ReadOnlySpan<byte> find, ReadOnlySpan<byte> replacement)
    {
        var changed = new ArrayBufferWriter<byte>(body.Length + 1);
        while (body.IndexOf(find) is var index and >= 0)
        {
            changed.Write(body[..index]);
            changed.Write(replacement);
            body = body[(index + find.Length)..];
        }

        changed.Write(body);
        return changed.WrittenSpan.ToArray();
    }
}
