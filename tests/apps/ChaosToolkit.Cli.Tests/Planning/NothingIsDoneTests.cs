using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Planning;

/// <summary>The proof that a plan does nothing: the kernel's own account of it, and things that would bear traces.</summary>
public sealed class NothingIsDoneTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TcpListener server = new(IPAddress.Loopback, 0);

    public NothingIsDoneTests()
    {
        server.Start();
        folder.Write("trace.py", $"""
            open({Quoted(folder.At("imported"))}, "w").close()

            def leave(name="x"):
                open({Quoted(folder.At("called"))}, "w").close()
            """);
        foreach (var extension in (string[])["acme.shop", "greeter.v1"])
        {
            var target = Directory.CreateDirectory(folder.At($".chaostoolkit/extensions/{extension}")).FullName;
            foreach (var file in Directory.EnumerateFiles(ChaosCommand.BuiltOf(extension)))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        folder.Write("experiment.json", Experiment);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    public async Task A_plan_makes_no_connection_starts_no_process_and_writes_no_file(string format)
    {
        Trace.Require();
        var (_, own) = await Trace.RunAsync(folder, "--version");
        var (exitCode, calls) = await Trace.RunAsync(folder, "--no-log-file", "plan", "experiment.json", "--format", format);
        Assert.Equal(ExitCode.Success, exitCode);
        Assert.Equal([], calls.Except(own).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_trace_would_have_seen_what_a_run_does()
    {
        Trace.Require();
        folder.Write("run.json", $$$"""
            {"title": "t", "description": "d", "method": [
              {"type": "action", "name": "process", "provider": {"type": "process", "path": "touch", "arguments": ["{{{folder.At("touched")}}}"]}},
              {"type": "probe", "name": "http", "provider": {"type": "http", "url": "{{{Address}}}/probe", "timeout": 3}}
            ]}
            """);
        var (_, own) = await Trace.RunAsync(folder, "--version");
        var (_, calls) = await Trace.RunAsync(folder, "--no-log-file", "run", "run.json");
        var done = calls.Except(own).ToList();
        Assert.Contains(done, call => call.StartsWith("connect(", StringComparison.Ordinal));
        Assert.Contains(done, call => call.StartsWith("execve(", StringComparison.Ordinal) && call.Contains("touch", StringComparison.Ordinal));
        Assert.Contains(done, call => call.Contains("journal.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_leaves_no_trace()
    {
        var before = Contents();
        var result = await ChaosProcess.RunAsync(folder, "--no-log-file", "plan", "experiment.json");
        Assert.True(result.ExitCode == ExitCode.Success, result.Errors);
        Assert.Equal(before, Contents());
        Assert.False(server.Pending());
    }

    private string Experiment => $$$$"""
        {
          "title": "Leaves traces", "description": "d",
          "configuration": {
            "dynamic": {"type": "probe", "provider": {"type": "process", "path": "touch", "arguments": ["{{{{folder.At("dynamic")}}}}"]}},
            "vault_addr": "{{{{Address}}}}"
          },
          "secrets": {"shop": {"token": {"type": "vault", "path": "shop", "key": "token"}}},
          "controls": [
            {"name": "python", "provider": {"type": "python", "module": "trace"}},
            {"name": "audit", "provider": {"type": "dotnet", "module": "acme.shop.audit", "arguments": {"by": "me"}}}
          ],
          "steady-state-hypothesis": {"title": "h", "probes": [
            {"type": "probe", "name": "http", "tolerance": 200, "provider": {"type": "http", "url": "{{{{Address}}}}/probe", "headers": {"Authorization": "${token}"}, "timeout": 1}}
          ]},
          "method": [
            {"type": "action", "name": "process", "provider": {"type": "process", "path": "touch", "arguments": ["{{{{folder.At("touched")}}}}"]},
             "undo": {"provider": {"type": "process", "path": "touch", "arguments": ["{{{{folder.At("undone")}}}}"]}},
             "effect": {"type": "probe", "provider": {"type": "http", "url": "{{{{Address}}}}/effect", "timeout": 1}, "tolerance": 200, "within": 0.1}},
            {"type": "action", "name": "python", "provider": {"type": "python", "module": "trace", "func": "leave"}},
            {"type": "action", "name": "dotnet", "provider": {"type": "dotnet", "module": "acme.shop", "func": "place_orders", "arguments": {"lines": [{"product": "tea"}], "pause": 0}}},
            {"type": "probe", "name": "standard library", "provider": {"type": "python", "module": "os.path", "func": "exists", "arguments": {"path": "/"}}}
          ],
          "rollbacks": [{"type": "action", "name": "back", "provider": {"type": "http", "url": "{{{{Address}}}}/rollback", "timeout": 1}}]
        }
        """;

    private string Address => $"http://{server.LocalEndpoint}";

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private static string Quoted(string path) => $"\"{path}\"";

    private List<string> Contents() => [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
