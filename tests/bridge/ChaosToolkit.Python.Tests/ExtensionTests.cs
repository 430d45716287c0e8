using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Python.Tests;

/// <summary>An extension as others publish them (<c>tests/bridge/extension</c>), and a chaoslib and a logzero that are installed.</summary>
public sealed class ExtensionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Repository
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "ChaosToolkit.slnx")))
            {
                folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
            }

            return folder;
        }
    }

    private static async Task<PythonWorld> WithExtension()
    {
        var world = new PythonWorld(settings: new JsonObject { ["demo"] = new JsonObject { ["a"] = new JsonArray(1) } });
        await world.Call("site", "addsitedir", new() { ["sitedir"] = Path.Combine(Repository, "tests/bridge/extension") });
        return world;
    }

    [Fact]
    public async Task Every_part_of_chaoslib_behaves()
    {
        await using var world = await WithExtension();
        var output = JsonText.Of(await world.Call("chaosdemo.probes", "everything"));
        Assert.Equal(
            """["activity","caching","configuration","controls","decoding","deprecation","discovery","experiment","extension","hash","hypothesis","info","json","loader","log","notification","run","secret","settings","substitution","types","variables"]""",
            output);
    }

    [Fact]
    public async Task Its_activities_controls_and_events_work()
    {
        await using var world = await WithExtension();
        world.Configuration["region"] = "north";
        world.Secrets["api"] = new JsonObject { ["token"] = "t" };
        var output = await world.Call("chaosdemo.actions", "stop_node", new() { ["name"] = "n1" }, secrets: new JsonArray("api"));
        Assert.Equal("""{"name":"n1","force":false,"region":"north","token":"t"}""", JsonText.Of(output));
        Assert.Equal("20", (await Assert.ThrowsAsync<ExitRequestedException>(() => world.Call("chaosdemo.actions", "leave"))).Code);
        var experiment = (JsonObject)JsonNode.Parse("""{"title":"t","method":[{"name":"one"}]}""")!;
        var control = await new PythonControlProvider(world.Services).LoadAsync((JsonObject)JsonNode.Parse("""{"name":"c","provider":{"module":"chaosdemo.controls"}}""")!, Token);
        var events = new RunEvents(NullLogger.Instance);
        ControlContext Context(JsonNode context, JsonNode? state = null) => new()
        {
            Level = ControlLevel.Activity,
            Control = [],
            Context = context,
            State = state,
            Experiment = experiment,
            Configuration = world.Configuration,
            Secrets = world.Secrets,
            Arguments = new() { ["team"] = "blue" },
            Events = events,
        };
        await control!.ConfigureAsync(Context(experiment), Token);
        Assert.Equal("""[{"name":"demo","team":"blue"}]""", JsonText.Of(experiment["extensions"]));
        await control.BeforeAsync(Context(experiment["method"]![0]!), Token);
        await world.LoggedAsync("blue looks at one");
        var run = new JsonObject();
        await control.AfterAsync(Context(experiment["method"]![0]!, run), Token);
        Assert.Equal("""{"team":"blue"}""", JsonText.Of(run));
    }

    [Fact]
    public async Task It_is_discovered_and_listed_with_its_command_line_plugins()
    {
        await using var world = await WithExtension();
        var found = await new PythonDiscovery(world.Services).DiscoverAsync("chaostoolkit-demo", systemInfo: true, install: false, Token) ?? [];
        Assert.Equal("""{"nodes":3}""", JsonText.Of(found["system"]));
        Assert.Equal("chaostoolkit-demo", (string?)found["extension"]!["name"]);
        Assert.Contains(world.Log, record => record.Message == "Discovering capabilities from chaostoolkit-demo");
        var listed = (await world.Interpreter.ListExtensionsAsync(Token)).Single(one => (string?)one!["name"] == "chaostoolkit-demo")!;
        Assert.Equal("""["chaosdemo"] ["demo"]""", $"{JsonText.Of(listed["modules"])} {JsonText.Of(listed["cli_plugins"])}");
    }

    [Fact]
    public async Task A_chaoslib_that_is_installed_is_used_and_wired()
    {
        await using var world = new PythonWorld(settings: new JsonObject { ["a"] = 1 });
        world.Module("first", "import sys\ndef put(path):\n    sys.path.insert(0, path)\n");
        world.Module("own/chaoslib/__init__", "installed = True\n");
        world.Module("own/chaoslib/exceptions", "class ChaosException(Exception): pass\nclass InterruptExecution(ChaosException): pass\nclass DiscoveryFailed(ChaosException): pass\n");
        world.Module("own/chaoslib/settings", "import contextvars\nloaded = contextvars.ContextVar('loaded', default={})\ndef get_loaded_settings():\n    return loaded.get()\n");
        world.Module("own/chaoslib/exit", "import os, signal\ndef exit_gracefully():\n    os.kill(os.getpid(), signal.SIGUSR1)\n");
        world.Module("own/logzero", "import logging\nlogger = logging.getLogger('logzero_default')\nlogger.addHandler(logging.StreamHandler())\nlogger.setLevel(logging.ERROR)\n");
        world.Module("uses", "import chaoslib, chaoslib.exceptions, chaoslib.settings, chaoslib.exit, logzero, time\ndef step():\n    logzero.logger.info('by logzero, %d handler', len(logzero.logger.handlers))\n    return [chaoslib.installed, chaoslib.settings.get_loaded_settings()]\ndef leave():\n    chaoslib.exit.exit_gracefully()\n    time.sleep(20)\ndef before_method_control(context):\n    raise chaoslib.exceptions.InterruptExecution('enough')\n");
        await world.Call("first", "put", new() { ["path"] = Path.Combine(world.Folder, "own") });
        Assert.Equal("""[true,{"a":1}]""", JsonText.Of(await world.Call("uses", "step")));
        Assert.Contains(world.Log, record => record.Message == "by logzero, 1 handler");
        Assert.Equal("20", (await Assert.ThrowsAsync<ExitRequestedException>(() => world.Call("uses", "leave"))).Code);
        var control = await new PythonControlProvider(world.Services).LoadAsync((JsonObject)JsonNode.Parse("""{"name":"c","provider":{"module":"uses"}}""")!, Token);
        var context = new ControlContext { Level = ControlLevel.Method, Control = [], Experiment = [], Configuration = [], Secrets = [] };
        await Assert.ThrowsAsync<InterruptExecutionException>(async () => await control!.BeforeAsync(context, Token));
    }

    [Fact]
    public async Task The_interpreters_side_passes_its_own_tests()
    {
        await using var world = new PythonWorld();
        var details = await world.Interpreter.DescribeAsync(Token);
        var start = new ProcessStartInfo(details!.Executable, ["-B", "-m", "unittest", "discover", "-s", Path.Combine(Repository, "tests/bridge/python")]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, output);
    }

    [Fact]
    public void Everything_that_is_shipped_stands_next_to_the_assembly()
    {
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "python/start.py")));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "python/chaosbridge/server.py")));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "python/shim/chaoslib/discovery/discover.py")));
        Assert.Equal("SIGINT", ExitRequestedException.KeyboardInterrupt);
    }
}
