using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;

namespace ChaosToolkit.Core.Tests.Providers.Python;

public sealed class NativeFunctionsTests : IDisposable
{
    private readonly NativeFunctions functions = new(WithThisAssembly(new ProviderBench("python").Services));
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-native-").FullName;

    private static EngineServices WithThisAssembly(EngineServices services)
    {
        services.Assemblies = [typeof(NativeFunctionsTests).Assembly];
        return services;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Moves_files_about_as_the_standard_library_does()
    {
        Directory.CreateDirectory(At("orders"));
        File.WriteAllText(At("orders/1.txt"), "first order\n");
        Assert.Equal("null", await CallAsync("os", "makedirs", $$"""{"name": "{{folder}}/archive/2024", "exist_ok": true}"""));
        Assert.Equal("null", await CallAsync("os", "mkdir", $$"""{"path": "{{folder}}/spool"}"""));
        Assert.Equal($"\"{folder}/archive/2024/1.txt\"", await CallAsync("shutil", "copy", $$"""{"src": "{{folder}}/orders/1.txt", "dst": "{{folder}}/archive/2024"}"""));
        Assert.Equal($"\"{folder}/spool/1.txt\"", await CallAsync("shutil", "move", $$"""{"src": "{{folder}}/orders/1.txt", "dst": "{{folder}}/spool"}"""));
        Assert.Equal("null", await CallAsync("os", "rename", $$"""{"src": "{{folder}}/spool/1.txt", "dst": "{{folder}}/spool/one"}"""));
        Assert.Equal("false", await CallAsync("os.path", "exists", $$"""{"path": "{{folder}}/orders/1.txt"}"""));
        Assert.Equal("true", await CallAsync("os.path", "isfile", $$"""{"path": "{{folder}}/spool/one"}"""));
        Assert.Equal("true", await CallAsync("os.path", "isdir", $$"""{"s": "{{folder}}/archive/2024"}"""));
        Assert.Equal("12", await CallAsync("os.path", "getsize", $$"""{"filename": "{{folder}}/archive/2024/1.txt"}"""));
        Assert.Equal("null", await CallAsync("os", "remove", $$"""{"path": "{{folder}}/spool/one"}"""));
        Assert.Equal("null", await CallAsync("shutil", "rmtree", $$"""{"path": "{{folder}}/archive"}"""));
        Assert.False(Directory.Exists(At("archive")));
        Assert.Equal($"\"{Environment.CurrentDirectory}\"", await CallAsync("os", "getcwd", "{}"));
    }

    [Theory]
    [InlineData("os", "remove", """{"path": "/no/such"}""", "FileNotFoundError: [Errno 2] No such file or directory: '/no/such'")]
    [InlineData("os", "remove", """{"path": "DIR"}""", "IsADirectoryError: [Errno 21] Is a directory: 'DIR'")]
    [InlineData("os", "rename", """{"src": "/no/a", "dst": "/no/b"}""", "FileNotFoundError: [Errno 2] No such file or directory: '/no/a' -> '/no/b'")]
    [InlineData("os", "mkdir", """{"path": "DIR"}""", "FileExistsError: [Errno 17] File exists: 'DIR'")]
    [InlineData("os", "makedirs", """{"name": "DIR"}""", "FileExistsError: [Errno 17] File exists: 'DIR'")]
    [InlineData("os.path", "getsize", """{"filename": "/no/such"}""", "FileNotFoundError: [Errno 2] No such file or directory: '/no/such'")]
    [InlineData("shutil", "copy", """{"src": "/no/a", "dst": "DIR/b"}""", "FileNotFoundError: [Errno 2] No such file or directory: '/no/a'")]
    [InlineData("shutil", "copy", """{"src": "DIR", "dst": "DIR/b"}""", "IsADirectoryError: [Errno 21] Is a directory: 'DIR'")]
    [InlineData("shutil", "copy", """{"src": "DIR/file", "dst": "DIR/file"}""", "shutil.SameFileError: 'DIR/file' and 'DIR/file' are the same file")]
    [InlineData("shutil", "copy", """{"src": "DIR/file", "dst": "DIR/no/b"}""", "FileNotFoundError: [Errno 2] No such file or directory: 'DIR/no/b'")]
    [InlineData("shutil", "move", """{"src": "/no/a", "dst": "DIR/b"}""", "FileNotFoundError: [Errno 2] No such file or directory: '/no/a'")]
    [InlineData("shutil", "rmtree", """{"path": "/no/such"}""", "FileNotFoundError: [Errno 2] No such file or directory: '/no/such'")]
    [InlineData("shutil", "rmtree", """{"path": "DIR/file"}""", "NotADirectoryError: [Errno 20] Not a directory: 'DIR/file'")]
    [InlineData("os", "remove", "{}", "TypeError: remove() missing 1 required positional argument: 'path'")]
    [InlineData("os", "remove", """{"path": "x", "force": true}""", "TypeError: remove() got an unexpected keyword argument 'force'")]
    [InlineData("time", "sleep", """{"seconds": -1}""", "ValueError: sleep length must be non-negative")]
    public async Task Fails_as_the_standard_library_does(string module, string func, string arguments, string line)
    {
        File.WriteAllText(At("file"), "");
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => CallAsync(module, func, arguments.Replace("DIR", folder)));
        Assert.Equal(line.Replace("DIR", folder), exception.Message);
        Assert.Equal(exception.Message, exception.Trace![^1]);
    }

    [Fact]
    public async Task Links_are_followed_and_devices_are_no_files()
    {
        File.CreateSymbolicLink(At("broken"), At("nothing"));
        Assert.Equal("false", await CallAsync("os.path", "exists", $$"""{"path": "{{folder}}/broken"}"""));
        Assert.Equal("true", await CallAsync("os.path", "exists", """{"path": "/dev/null"}"""));
        Assert.Equal("false", await CallAsync("os.path", "isfile", """{"path": "/dev/null"}"""));
        Assert.Equal("false", await CallAsync("os.path", "exists", """{"path": ""}"""));
    }

    [Fact]
    public async Task Sleeping_ends_when_it_is_cancelled()
    {
        Assert.True(functions.TryFind("time", "sleep", out var sleep));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sleep.CallAsync(new JsonObject { ["seconds"] = 60 }, new CancellationToken(true)));
        Assert.Equal("null", await CallAsync("time", "sleep", """{"secs": 0.01}"""));
        Assert.StartsWith("1", await CallAsync("time", "time", "{}"));
    }

    [Fact]
    public async Task A_driver_claims_a_module_by_an_attribute()
    {
        Assert.Contains("acme.probes", functions.Modules);
        Assert.Equal("3", await CallAsync("acme.probes", "answer", """{"of": 3}"""));
        Assert.False(functions.TryFind("os", "listdir", out _));
    }

    [Theory]
    [InlineData("""{"path": "."}""", new string[0])]
    [InlineData("""{"path": ".", "depth": 1}""", new[] { "CTK0331" })]
    [InlineData("""{"pth": "."}""", new[] { "CTK0331", "CTK0330" })]
    [InlineData("[1]", new[] { "CTK0332" })]
    [InlineData("\"${all}\"", new string[0])]
    public void Reports_arguments_that_do_not_fit(string arguments, string[] codes)
    {
        Assert.True(functions.TryFind("os.path", "exists", out var exists));
        var node = DocumentNode.FromMemory(new JsonObject { ["provider"] = new JsonObject { ["arguments"] = JsonNode.Parse(arguments) } }, "x.json");
        var found = new List<Diagnostic>();
        NativeFunctions.Validate(exists, new ActivityNode(node, node["provider"]!), new ValidationContext(found, [], []));
        Assert.Equal(codes, found.Select(diagnostic => diagnostic.Code));
    }

    private string At(string path) => Path.Combine(folder, path);

    private async Task<string> CallAsync(string module, string func, string arguments)
    {
        Assert.True(functions.TryFind(module, func, out var function));
        return ProviderBench.Json(await function.CallAsync(JsonNode.Parse(arguments)!.AsObject(), TestContext.Current.CancellationToken));
    }

    [PythonModule("acme.probes")]
    internal sealed class AcmeProbes : INativeModule
    {
        public IEnumerable<INativeFunction> Functions { get; } = [new NativeFunction("answer", [new("of")], arguments => arguments["of"]?.DeepClone())];
    }
}
