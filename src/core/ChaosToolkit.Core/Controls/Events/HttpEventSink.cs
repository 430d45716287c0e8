using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.Events;

/// <summary>How events are sent over HTTP.</summary>
internal sealed record HttpEventOptions(Uri Url)
{
    /// <summary>Headers of each request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long one request may take, and how long the end of the run waits in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many events one request holds at most.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>How often a request that fails is sent again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Whether the server's certificate is verified.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>The media type of a request.</summary>
    public string MediaType { get; init; } = "application/cloudevents-batch+json";

    /// <summary>Makes the body of a request of some events: by default a list of them.</summary>
    public Func<IReadOnlyList<byte[]>, byte[]> Envelope { get; init; } = EventBatch.ListOf;
}

/// <summary>Posts events from beside the run: while a request is under way the next events gather for the next one.</summary>
internal sealed class HttpEventSink : IEventSink
{
    /// <summary>How many events wait at most; later ones are dropped, so that a dead endpoint does not fill the memory.</summary>
    private const int Capacity = 10_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<byte[]> waiting = Channel.CreateBounded<byte[]>(Capacity);
    private readonly CancellationTokenSource end = new();
    private readonly HttpEventOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly HttpClient client;
    private readonly Task sending;
    private int left;
    private string? reason;

    public HttpEventSink(HttpEventOptions options, TimeProvider time, ILogger logger)
    {
        (this.options, this.time, this.logger) = (options, time, logger);
        var handler = new SocketsHttpHandler();
        if (!options.VerifyTls)
        {
#pragma warning disable CA5359 // the document asks for it
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        sending = Task.Run(SendAsync);
    }

    public void Add(ReadOnlySpan<byte> json)
    {
        Interlocked.Increment(ref left);
        waiting.Writer.TryWrite(json.ToArray()); // what does not fit stays counted as left
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        try
        {
            await sending.WaitAsync(options.Timeout, time);
        }
        catch (TimeoutException)
        {
            reason ??= $"no answer within {options.Timeout.TotalSeconds} seconds";
        }

        await end.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (left > 0)
        {
            logger.LogWarning("{Count} events of the run were not delivered to {Host}: {Reason}", left, options.Url.Authority, reason ?? "too many at once");
        }

        client.Dispose();
        end.Dispose();
    }

    private async Task SendAsync()
    {
        List<byte[]> batch = [];
        while (await waiting.Reader.WaitToReadAsync(end.Token).ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < options.Batch && waiting.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }

            if (await DeliverAsync(batch).ConfigureAwait(false))
            {
                Interlocked.Add(ref left, -batch.Count);
            }
        }
    }

    private async Task<bool> DeliverAsync(IReadOnlyList<byte[]> batch)
    {
        var pause = FirstPause;
        for (var attempt = 0; ; attempt++, pause *= 2)
        {
            using var limit = new CancellationTokenSource(options.Timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end.Token);
            var mayRetry = true;
            try
            {
                using var request = RequestOf(batch);
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }

                reason = $"it answered {(int)answer.StatusCode}";
                mayRetry = (int)answer.StatusCode is 408 or 429 or >= 500;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !end.IsCancellationRequested))
            {
                reason = exception is OperationCanceledException ? $"no answer within {options.Timeout.TotalSeconds} seconds" : exception.Message;
            }

            logger.LogDebug("Events could not be delivered: {Reason}", reason);
            if (!mayRetry || attempt >= options.Retries)
            {
                return false;
            }

            await Task.Delay(pause, time, end.Token).ConfigureAwait(false);
        }
    }

    private HttpRequestMessage RequestOf(IReadOnlyList<byte[]> batch)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(options.Envelope(batch)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(options.MediaType);
        foreach (var (name, value) in options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
