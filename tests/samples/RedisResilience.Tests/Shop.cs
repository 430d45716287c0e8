using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Catalog;

/// <summary>The application on a free port, with Redis where a test says.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication app;

    private Shop(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public static async Task<Shop> StartAsync(string redis)
    {
        var app = CatalogApi.Build("--urls", "http://127.0.0.1:0", "--redis", redis);
        await app.StartAsync();
        return new Shop(app);
    }

    /// <summary>Asks for a product: where it came from.</summary>
    public async Task<string?> FromAsync(int product) =>
        (string?)(await Http.GetFromJsonAsync<JsonObject>(new Uri($"/products/{product}", UriKind.Relative), TestContext.Current.CancellationToken))?["from"];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
