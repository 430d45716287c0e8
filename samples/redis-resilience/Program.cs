using Catalog;

// catalog [--urls URL] [--redis HOST:PORT]
await using var app = CatalogApi.Build(args);
await app.StartAsync();
Console.WriteLine($"Listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
