using ChaosToolkit.Chances;
using ChaosToolkit.Http;

namespace ChaosToolkit.Toxics;

/// <summary>Answers requests instead of the upstream, which does not get them (upstream), or changes the status of its answers (downstream).</summary>
[Toxic("http_status")]
public sealed record HttpStatusToxic : HttpToxic
{
    /// <summary>The status.</summary>
    /// <value>On the wire <c>status</c>. From 200 to 599. The default is 503.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("status", Minimum = 200, Maximum = 599)]
    public long Status
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 200);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 599);
            field = value;
        }
    } = 503;

    /// <summary>The body.</summary>
    /// <value>On the wire <c>body</c>, at most 1,048,576 characters. The default is <see langword="null"/>: an answer of the upstream keeps its own, one of the proxy has none.</value>
    [Wire("body", Maximum = 1024 * 1024)]
    public string? Body { get; init; }

    /// <summary>What the body is.</summary>
    /// <value>On the wire <c>content_type</c>. The default is <c>text/plain; charset=utf-8</c>.</value>
    [Wire("content_type", Maximum = 1000)]
    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    internal override string? Contradiction => HttpHeader.IsValue(ContentType) ? null : "attribute 'content_type' must be one line";

    internal override ValueTask ApplyAsync(HttpMessage message, PlacedToxic placed, Chance chance)
    {
        if (message.IsRequest)
        {
            message.AnswerWith((int)Status, Body ?? "", ContentType);
            return default;
        }

        message.Head.SetStatus((int)Status);
        if (Body is not null)
        {
            message.ChangeBody(new HttpBodyToxic { Body = Body });
            message.Head.Set("Content-Type", ContentType);
        }

        return default;
    }
}
