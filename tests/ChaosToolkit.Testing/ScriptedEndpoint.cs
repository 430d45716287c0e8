using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Testing;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path with the query.</param>
/// <param name="Headers">Its headers; a name's values joined by commas.</param>
/// <param name="Body">Its body as text.</param>
public sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A real HTTP server on a port of its own whose paths answer in turn as they were told; the last answer stays.</summary>
public sealed class ScriptedEndpoint : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<RequestDelegate>> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly WebApplication app;
    private RequestDelegate otherwise = context =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    private ScriptedEndpoint()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>The base address, without a slash at its end.</summary>
    public string Address => app.Urls.Single();

    /// <summary>Its host and port.</summary>
    public string Host => new Uri(Address).Authority;

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    public static async Task<ScriptedEndpoint> StartAsync()
    {
        var endpoint = new ScriptedEndpoint();
        await endpoint.app.StartAsync();
        return endpoint;
    }

    /// <summary>Adds an answer to a path.</summary>
    public ScriptedEndpoint On(string path, string body, string? contentType = "text/plain", int status = 200, params (string Name, string Value)[] headers) =>
        On(path, async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.WriteAsync(body, context.RequestAborted);
        });

    /// <summary>Adds an answer of any kind to a path.</summary>
    public ScriptedEndpoint On(string path, RequestDelegate answer)
    {
        routes.GetOrAdd(path, _ => new ConcurrentQueue<RequestDelegate>()).Enqueue(answer);
        return this;
    }

    /// <summary>Answers all paths that nothing was said of, which else are not found.</summary>
    public ScriptedEndpoint Otherwise(RequestDelegate answer)
    {
        otherwise = answer;
        return this;
    }

    /// <summary>Adds a redirect to a path.</summary>
    public ScriptedEndpoint Redirect(string path, string location, int status = 302) => On(path, "", null, status, ("Location", location));

    /// <summary>Adds an answer that never comes: the request stays open until the client gives up.</summary>
    public ScriptedEndpoint Hang(string path) => On(path, context => Task.Delay(Timeout.Infinite, context.RequestAborted));

    /// <summary>Adds a body that never ends.</summary>
    public ScriptedEndpoint Endless(string path, string contentType) => On(path, async context =>
    {
        context.Response.ContentType = contentType;
        var chunk = new byte[64 * 1024];
        Array.Fill(chunk, (byte)' ');
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        }
    });

    /// <summary>Adds an answer whose connection breaks in the middle of its body.</summary>
    public ScriptedEndpoint Break(string path, string contentType) => On(path, async context =>
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("{", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        requests.Enqueue(new RecordedRequest(context.Request.Method, target, headers, body));
        if (!routes.TryGetValue(context.Request.Path, out var answers) || !answers.TryPeek(out var answer))
        {
            await otherwise(context);
            return;
        }

        if (answers.Count > 1)
        {
            answers.TryDequeue(out answer);
        }

        try
        {
            await (answer ?? throw new InvalidOperationException("Another request took the answer."))(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away, which is what the test is about.
        }
    }
}
