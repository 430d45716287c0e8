using System.Text;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>A request or an answer while toxics work on it.</summary>
/// <param name="stage">Where it passes.</param>
/// <param name="head">Its head.</param>
/// <param name="method">The request's method.</param>
internal sealed class HttpMessage(HttpStage stage, HttpHead head, string method)
{
    private readonly List<HttpBodyToxic> bodyChanges = [];

    public HttpHead Head => head;

    public string Method => method;

    /// <summary>Whether it is a request; else it is an answer.</summary>
    public bool IsRequest => head.Status == 0;

    /// <summary>The answer that is given instead of asking the upstream.</summary>
    public ReadOnlyMemory<byte>? Answer { get; private set; }

    /// <summary>How the connection ends with it.</summary>
    public HttpEnd? End { get; private set; }

    /// <summary>What is to be done with its body.</summary>
    public IReadOnlyList<HttpBodyToxic> BodyChanges => bodyChanges;

    /// <summary>Has the toxics work on it, in their order, until one has decided its fate.</summary>
    public async ValueTask ApplyAsync(IReadOnlyList<HttpFault> faults)
    {
        foreach (var (placed, chance) in faults)
        {
            if (Answer is null && End is null && stage.IsPlaced(placed) && placed.Toxic is HttpToxic toxic)
            {
                await toxic.ApplyAsync(this, placed, chance).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Holds it until a time after now; the time is asked anew whenever toxics change.</summary>
    public ValueTask DelayAsync(PlacedToxic placed, Func<TimeSpan> delay) => stage.DelayAsync(placed, delay);

    public void EndConnection(bool resets, long after) => End = new HttpEnd(resets, after);

    public void ChangeBody(HttpBodyToxic change)
    {
        bodyChanges.Add(change);
        if (change.Body is not null)
        {
            head.Remove("Content-Encoding"); // it was that of the body which is gone
        }
    }

    /// <summary>Answers a request.</summary>
    public void AnswerWith(int status, string body, string contentType)
    {
        var content = Encoding.UTF8.GetBytes(body);
        var type = content.Length == 0 ? "" : $"Content-Type: {contentType}\r\n";
        var length = HttpBodies.MayHaveOne(status, "GET") ? $"Content-Length: {content.Length}\r\n" : "";
        var start = Encoding.Latin1.GetBytes($"HTTP/1.1 {status} {HttpReason.Of(status)}\r\n{type}{length}\r\n");
        Answer = HttpBodies.MayHaveOne(status, method) ? (byte[])[.. start, .. content] : start;
    }
}
