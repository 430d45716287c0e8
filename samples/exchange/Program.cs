using Exchange;

// exchange [--urls URL] [--file PATH] [--resilient]
var resilient = args.Contains("--resilient");
var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg != "--resilient")]);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
var file = Path.GetFullPath(builder.Configuration["file"] ?? "rates.txt");
await RatesWriter.WriteAsync(file, DateTimeOffset.UtcNow, CancellationToken.None);
builder.Services.AddSingleton<IHostedService>(services => new RatesWriter(file, services.GetRequiredService<ILogger<RatesWriter>>()));

await using var app = builder.Build();
app.MapGet("/", async (HttpContext http) =>
{
    try
    {
        return Results.Text(await File.ReadAllTextAsync(file, http.RequestAborted));
    }
    catch (FileNotFoundException) when (resilient)
    {
        http.Response.Headers.RetryAfter = "10";
        return Results.Text("The rates are not there at the moment. Please try again.\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
});

await app.StartAsync();
Console.WriteLine($"Listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
