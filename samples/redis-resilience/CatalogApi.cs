using System.Text.Json;

namespace Catalog;

/// <summary>Serves products: from Redis where they are there in time, else from the catalog itself, which is slower but always right.</summary>
public static class CatalogApi
{
    /// <summary>Puts the application together.</summary>
    /// <param name="args"><c>--redis HOST:PORT</c>, and what ASP.NET Core takes, such as <c>--urls</c>.</param>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton(services => new RedisConnections(services.GetRequiredService<IConfiguration>()["redis"] ?? "127.0.0.1:6379")); // made here, it ends with the application
        builder.Services.AddSingleton<ProductCache>();
        builder.Services.AddSingleton<ProductCatalog>();

        var app = builder.Build();
        app.MapGet("/products/{id:int}", async (int id, ProductCache cache, ProductCatalog catalog, CancellationToken cancellationToken) =>
        {
            if (await cache.FindAsync(id, cancellationToken) is { } cached)
            {
                return Results.Json(new Answer(cached, "cache"));
            }

            if (await catalog.FindAsync(id, cancellationToken) is not { } product)
            {
                return Results.NotFound();
            }

            await cache.KeepAsync(product, cancellationToken);
            return Results.Json(new Answer(product, "catalog"));
        });
        return app;
    }

    private sealed record Answer(Product Product, string From);
}

/// <summary>Something that is sold.</summary>
public sealed record Product(int Id, string Name, decimal Price)
{
    public string ToText() => JsonSerializer.Serialize(this);

    public static Product? Of(string text) => JsonSerializer.Deserialize<Product>(text);
}

/// <summary>Stands for the database: it knows all products and takes its time.</summary>
public sealed class ProductCatalog
{
    private static readonly Product[] Products = [new(1, "mug", 9.50m), new(2, "tea", 4.20m), new(3, "kettle", 39m)];

    public async Task<Product?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        return Array.Find(Products, product => product.Id == id);
    }
}
