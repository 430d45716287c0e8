using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Core.Tests.Providers.Http;

/// <summary>A server on a free port of loopback that records what it is asked; answers are given by path.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, RequestDelegate> routes = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<IHeaderDictionary> headers = new();
    private readonly ConcurrentDictionary<string, byte> connections = new();

    private RecordingServer(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    public IReadOnlyList<string> Requests => [.. requests];

    public IReadOnlyList<IHeaderDictionary> Headers => [.. headers];

    public int Connections => connections.Count;

    public static async Task<RecordingServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.UTF8;
            options.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate, https =>
                {
                    https.ClientCertificateMode = Microsoft.AspNetCore.Server.Kestrel.Https.ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        });
        });
        var app = builder.Build();
        var server = new RecordingServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Url = app.Urls.Single();
        return server;
    }

    public RecordingServer On(string path, RequestDelegate answer)
    {
        routes[path] = answer;
        return this;
    }

    public RecordingServer Redirect(string path, int status, string location) => On(path, context => RedirectTo(context, location, status));

    public static Task RedirectTo(HttpContext context, string location, int status = 302)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    public RecordingServer Send(string path, string? type, byte[] body, params (string Name, string Value)[] more) => On(path, async context =>
    {
        context.Response.ContentType = type;
        foreach (var (name, value) in more)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(body);
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        requests.Enqueue($"{context.Request.Method} {raw} {body}".TrimEnd());
        headers.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary()));
        connections[context.Connection.Id] = 0;
        if (routes.TryGetValue(context.Request.Path, out var answer))
        {
            await answer(context);
        }
    }
}
