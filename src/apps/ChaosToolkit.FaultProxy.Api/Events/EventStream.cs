using Microsoft.AspNetCore.Http;

namespace ChaosToolkit.Events;

/// <summary>Answers <c>GET /events</c>: server-sent events until the client goes, or cannot keep up.</summary>
internal sealed class EventStream(EventFeed feed, TimeProvider time)
{
    /// <summary>How long nothing is sent before a comment is, by which both sides see that the other is there.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ServeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var connections = query["connections"].ToString() is "true" or "1";
        using var reader = feed.Open(context.Request.Headers["Last-Event-ID"], [.. query["proxy"].OfType<string>()], connections);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, reader.Dropped);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await SendAsync(context.Response, "retry: 1000\n\n"u8.ToArray(), ending.Token);
            await ServeAsync(context.Response, reader, ending.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client is gone; or it reads too slowly, and is not served to the end.
            context.Abort();
        }
    }

    private async Task ServeAsync(HttpResponse response, EventReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var waiting = reader.Frames.WaitToReadAsync(cancellationToken).AsTask();
            while (!waiting.IsCompleted)
            {
                try
                {
                    await waiting.WaitAsync(Heartbeat, time, cancellationToken);
                }
                catch (TimeoutException)
                {
                    await SendAsync(response, ": \n\n"u8.ToArray(), cancellationToken);
                }
            }

            if (!await waiting)
            {
                return;
            }

            while (reader.TryTake(out var frame))
            {
                await SendAsync(response, frame, cancellationToken);
            }
        }
    }

    private static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await response.BodyWriter.WriteAsync(bytes, cancellationToken);
}
