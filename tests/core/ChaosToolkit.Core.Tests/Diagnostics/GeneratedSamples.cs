using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Diagnostics;

/// <summary>Samples that no file of text can be: what a server or a file system does, bytes, and what is large.</summary>
internal sealed class GeneratedSamples : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-samples-").FullName;
    private readonly ScriptedEndpoint endpoint;

    private GeneratedSamples(ScriptedEndpoint endpoint) => this.endpoint = endpoint;

    /// <summary>The codes and what provokes them.</summary>
    public static IReadOnlyDictionary<string, Func<GeneratedSamples, Task<Diagnostic>>> ByCode { get; } = new Dictionary<string, Func<GeneratedSamples, Task<Diagnostic>>>
    {
        ["CTK0003"] = samples => samples.FileAsync("deep.json", [.. Enumerable.Repeat((byte)'[', 10_000)]),
        ["CTK0004"] = samples => samples.FileAsync("large.yaml", new byte[50 * 1024 * 1024]),
        ["CTK0005"] = samples => samples.FileAsync("latin1.json", "{\"title\": \"caf\u00e9\"}"u8.ToArray().Where(b => b != 0xc3).ToArray()),
        ["CTK0016"] = samples => samples.FileAsync("half.json", [0xff, 0xfe, 0x00, 0xd8]),
        ["CTK0017"] = samples => samples.FileAsync("many.json", System.Text.Encoding.UTF8.GetBytes("[" + string.Concat(Enumerable.Repeat("1,", 2_000_000)) + "1]")),
        ["CTK0020"] = samples => samples.LoadAsync(samples.At("absent.json")),
        ["CTK0021"] = samples => samples.LoadAsync(samples.folder),
        ["CTK0022"] = samples => samples.UnreadableAsync(),
        ["CTK0023"] = samples => samples.FileAsync("experiment.txt", "{}"u8.ToArray()),
        ["CTK0024"] = samples => samples.LoadAsync("ftp://localhost/experiment.json"),
        ["CTK0025"] = samples => samples.LoadAsync("http://"),
        ["CTK0026"] = samples => samples.UnreachableAsync(),
        ["CTK0027"] = samples => samples.LoadAsync(samples.endpoint.Address + "/absent"),
        ["CTK0028"] = samples => samples.LoadAsync(samples.endpoint.On("/page", "<html>", "text/html").Address + "/page"),
        ["CTK0029"] = samples => samples.LoadAsync(samples.endpoint.Address + "/plan", Auths(samples.endpoint.Host, "")),
        ["CTK0330"] = _ => NativeAsync("{\"module\": \"os.path\", \"func\": \"exists\", \"arguments\": {}}"),
        ["CTK0331"] = _ => NativeAsync("{\"module\": \"os.path\", \"func\": \"exists\", \"arguments\": {\"path\": \"/usr\", \"paht\": \"/etc\"}}"),
        ["CTK0332"] = _ => NativeAsync("{\"module\": \"os.path\", \"func\": \"exists\", \"arguments\": [\"/usr\"]}"),
    };

    public static async Task<GeneratedSamples> StartAsync() => new(await ScriptedEndpoint.StartAsync());

    /// <summary>The text without what differs from run to run.</summary>
    public string Stable(string text) => text.Replace(folder, "FOLDER").Replace(endpoint.Host, "HOST");

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await endpoint.DisposeAsync();
    }

    private string At(string name) => Path.Combine(folder, name);

    private Task<Diagnostic> FileAsync(string name, byte[] content)
    {
        File.WriteAllBytes(At(name), content);
        return LoadAsync(At(name));
    }

    // The memory of a process is a file that even root cannot read from its beginning.
    private Task<Diagnostic> UnreadableAsync()
    {
        File.CreateSymbolicLink(At("unreadable.json"), "/proc/self/mem");
        return LoadAsync(At("unreadable.json"));
    }

    private async Task<Diagnostic> UnreachableAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var found = await LoadAsync($"http://127.0.0.1:{port}/experiment.json");
        return found with { Message = found.Message.Replace($"127.0.0.1:{port}", "HOST") };
    }

    private async Task<Diagnostic> LoadAsync(string source, JsonObject? settings = null)
    {
        var options = new DocumentLoaderOptions { Settings = settings, Environment = _ => null };
        var error = await Assert.ThrowsAsync<LoadingException>(() => new DocumentLoader(options).LoadAsync(source, TestContext.Current.CancellationToken));
        return error.Diagnostic ?? throw new InvalidOperationException(error.Message);
    }

    private static JsonObject Auths(string host, string value) => new() { ["auths"] = new JsonObject { [host] = new JsonObject { ["type"] = "bearer", ["value"] = value } } };

    // A provider is all that is needed for these; the bridge finds the function in an experiment.
    private static async Task<Diagnostic> NativeAsync(string json)
    {
        await using var engine = DiagnosticSamples.NewEngine();
        var activity = JsonDocumentReader.Read(new SourceText("sample.json", $"{{\"provider\": {json}}}")).Node;
        var provider = activity["provider"] ?? throw new InvalidOperationException("No provider.");
        List<Diagnostic> found = [];
        var functions = new NativeFunctions(engine.Services);
        Assert.True(functions.TryFind(Value.AsText(provider["module"]?.Value) ?? "", provider["func"]?.Text ?? "", out var function));
        NativeFunctions.Validate(function, new ActivityNode(activity, provider), new ValidationContext(found, [], []));
        return Assert.Single(found);
    }
}
