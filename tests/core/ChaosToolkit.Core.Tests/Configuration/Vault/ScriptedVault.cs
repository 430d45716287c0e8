using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Configuration.Vault;

/// <summary>A server that answers as Vault does: it wants its token, keeps secrets by path, and writes down what it was asked.</summary>
internal sealed class ScriptedVault : IAsyncDisposable
{
    public const string Token = "hvs.good-token";

    private const string LoggedIn = $$$"""{"auth": {"client_token": "{{{Token}}}"}}""";

    private readonly WebApplication app;

    private ScriptedVault(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public List<string> Requests { get; } = [];

    public Dictionary<string, string> Answers { get; } = new()
    {
        ["GET /v1/secret/data/db/main"] = """{"data": {"data": {"user": "reader", "password": "pw-9", "port": 5432}, "metadata": {"version": 3}}}""",
        ["GET /v1/kv/db/main"] = """{"data": {"user": "v1-reader"}}""",
        ["POST /v1/auth/approle/login"] = LoggedIn,
        ["POST /v1/auth/kubernetes/login"] = LoggedIn,
        ["POST /v1/auth/k8s/eu/login"] = LoggedIn,
    };

    /// <summary>When set, no request is answered before it ends.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public static async Task<ScriptedVault> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate);
            }
        }));
        var server = new ScriptedVault(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Hold?.TrySetResult();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var name = $"{request.Method} {request.Path}";
        lock (Requests)
        {
            Requests.Add($"{name} {request.Headers["X-Vault-Namespace"]}{body}".TrimEnd());
        }

        if (Hold is { } hold)
        {
            await hold.Task;
        }

        if (request.Method == "GET" && request.Headers["X-Vault-Token"] != Token)
        {
            response.StatusCode = 403;
            await response.WriteAsync(JsonText.Of(new JsonObject { ["errors"] = new JsonArray($"permission denied for {request.Headers["X-Vault-Token"]}") }));
        }
        else if (body.Contains("wrong", StringComparison.Ordinal))
        {
            response.StatusCode = 400;
            await response.WriteAsync("""{"errors": ["invalid role or secret ID"]}""");
        }
        else if (Answers.TryGetValue(name, out var answer))
        {
            await response.WriteAsync(answer);
        }
        else
        {
            response.StatusCode = 404;
            await response.WriteAsync("""{"errors": []}""");
        }
    }
}
