using System.Globalization;
using ChaosToolkit.Events;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Serving;

/// <summary>Takes each request from the HTTP server, has it carried out, and writes the answer.</summary>
internal sealed class ApiApplication(Router router, EventStream events, ProxyServerOptions options, CancellationToken ending) : IHttpApplication<HttpContext>
{
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(25);
    private static readonly EventId Call = new(7101, nameof(Call));
    private readonly RequestIdentifier identifiers = new(options.TimeProvider);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var start = options.TimeProvider.GetTimestamp();
        var answer = await AnswerAsync(context);
        var response = context.Response;
        if (ReferenceEquals(answer, Answer.Events))
        {
            await events.ServeAsync(context);
            return;
        }

        response.StatusCode = answer.Status;
        if (answer.ContentType is not null)
        {
            response.ContentType = answer.ContentType;
        }

        if (answer.IsPlainText)
        {
            response.Headers.XContentTypeOptions = "nosniff";
        }

        if (answer.Location is not null)
        {
            response.Headers.Location = answer.Location;
        }

        if (answer.Status != StatusCodes.Status204NoContent)
        {
            response.ContentLength = answer.Body.Length;
        }

        if (answer.Body.Length > 0)
        {
            await response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
        }

        if (options.Logger.IsEnabled(LogLevel.Debug))
        {
            var elapsed = options.TimeProvider.GetElapsedTime(start).TotalMilliseconds;
            options.Logger.LogDebug(Call, "{Client} {Method} {Url} {Status} {Size} {DurationMs}", context.Connection.RemoteIpAddress, context.Request.Method, context.Request.Path, answer.Status, answer.Body.Length, elapsed.ToString("0.###", CultureInfo.InvariantCulture));
        }
    }

    private async Task<Answer> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget; // every server has it
        var path = RequestPath.Decode(target);
        if (RequestPath.Clean(path) is var clean && clean != path)
        {
            return new Answer(StatusCodes.Status301MovedPermanently, Location: string.Join('/', clean.Split('/').Select(Uri.EscapeDataString)) + request.QueryString);
        }

        var (call, otherwise) = router.Find(request.Method, path);
        if (call is null)
        {
            return otherwise ?? Answer.NotFound;
        }

        context.Response.Headers["X-Toxiproxy-Request-Id"] = identifiers.Next();
        if (request.Headers.UserAgent.ToString().StartsWith("Mozilla/", StringComparison.Ordinal))
        {
            return Answer.Browser;
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = await ReadAsync(request);
        }
        catch (Exception error) when (error is BadHttpRequestException or OperationCanceledException or IOException)
        {
            return Answer.Error(StatusCodes.Status400BadRequest, $"bad request body: {error.Message}");
        }

        var running = Router.GuardAsync(call, body, ending);
        if (!running.IsCompleted)
        {
            try
            {
                await running.WaitAsync(CallLimit, options.TimeProvider, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                return Answer.TooSlow; // the work goes on behind it
            }
        }

        return await running;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return default;
        }

        using var patience = new CancellationTokenSource(ReadLimit, options.TimeProvider);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, patience.Token);
        return body.ToArray();
    }
}
