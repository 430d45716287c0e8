using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Python.Tests;

public sealed class CallTests
{
    [Fact]
    public async Task Calls_a_function_with_its_arguments_and_gives_what_it_returns()
    {
        await using var world = new PythonWorld();
        world.Module("shop", "def order(item, count=1):\n    return {'item': item, 'count': count, 'kinds': [type(item).__name__, type(count).__name__]}\n");
        var result = await world.Call("shop", "order", new() { ["item"] = "shoe", ["count"] = 2 });
        Assert.Equal("""{"item":"shoe","count":2,"kinds":["str","int"]}""", JsonText.Of(result));
    }

    [Fact]
    public async Task Keeps_what_a_module_remembers_between_calls()
    {
        await using var world = new PythonWorld();
        world.Module("counter", "count = 0\ndef next_one():\n    global count\n    count += 1\n    return count\n");
        await world.Call("counter", "next_one");
        Assert.Equal(2, (int?)await world.Call("counter", "next_one"));
    }

    [Fact]
    public async Task Hands_over_the_configuration_by_name_as_a_copy_even_over_an_argument()
    {
        await using var world = new PythonWorld();
        world.Configuration["region"] = "north";
        world.Module("regions", "def show(configuration=None):\n    configuration['note'] = 1\n    return configuration\ndef catch(**kwargs):\n    return kwargs\n");
        Assert.Equal("""{"region":"north","note":1}""", JsonText.Of(await world.Call("regions", "show", new() { ["configuration"] = new JsonObject() })));
        Assert.Equal("""{"a":1}""", JsonText.Of(await world.Call("regions", "catch", new() { ["a"] = 1 })));
        Assert.Equal("""{"region":"north"}""", JsonText.Of(world.Configuration));
        world.Configuration["region"] = "south";
        Assert.Equal("""{"region":"south","note":1}""", JsonText.Of(await world.Call("regions", "show")));
    }

    [Fact]
    public async Task Hands_over_only_the_secrets_that_the_provider_lists_merged_in_that_order()
    {
        await using var world = new PythonWorld();
        world.Secrets["first"] = new JsonObject { ["user"] = "u1", ["pin"] = 1 };
        world.Secrets["second"] = new JsonObject { ["user"] = "u2" };
        world.Module("vault", "def show(secrets=None):\n    return secrets\n");
        Assert.Null(await world.Call("vault", "show"));
        Assert.Equal("""{"user":"u2","pin":1}""", JsonText.Of(await world.Call("vault", "show", secrets: new JsonArray("first", "nowhere", "second"))));
        Assert.Equal("""{"user":"u1","pin":1}""", JsonText.Of(await world.Call("vault", "show", secrets: new JsonArray("second", "first"))));
    }

    [Fact]
    public async Task Substitutes_arguments_with_the_type_of_the_value()
    {
        await using var world = new PythonWorld();
        world.Configuration["port"] = 8080;
        world.Secrets["shop"] = new JsonObject { ["token"] = "t" };
        world.Module("echo", "def received(**kwargs):\n    return kwargs\n");
        var result = await world.Call("echo", "received", new() { ["port"] = "${port}", ["url"] = "http://h:${port}/${token}", ["deep"] = new JsonArray("${port}") });
        Assert.Equal("""{"port":8080,"url":"http://h:8080/t","deep":[8080]}""", JsonText.Of(result));
    }

    [Fact]
    public async Task Hands_the_value_to_a_tolerance_beside_its_own_arguments()
    {
        await using var world = new PythonWorld();
        world.Module("judge", "def below(value, limit):\n    return value < limit\n");
        Assert.True((bool?)await world.Call("judge", "below", new() { ["limit"] = 8, ["value"] = 0 }, extra: new() { ["value"] = 7 }));
    }

    [Fact]
    public async Task Awaits_coroutines()
    {
        await using var world = new PythonWorld();
        world.Module("later", "import asyncio\nasync def answer():\n    await asyncio.sleep(0)\n    return 42\n");
        Assert.Equal(42, (int?)await world.Call("later", "answer"));
    }

    [Fact]
    public async Task Calls_functions_written_in_C_whether_they_take_names_or_not()
    {
        await using var world = new PythonWorld();
        Assert.Null(await world.Call("time", "sleep", new() { ["seconds"] = 0 }));
        Assert.NotNull(await world.Call("time", "time"));
        Assert.True((bool?)await world.Call("os.path", "isdir", new() { ["s"] = world.Folder }));
    }

    [Fact]
    public async Task Calls_under_way_at_the_same_time_meet()
    {
        await using var world = new PythonWorld();
        world.Module("meeting", "import threading\nbarrier = threading.Barrier(3, timeout=20)\ndef arrive(name):\n    barrier.wait()\n    return [name, threading.current_thread() is threading.main_thread()]\n");
        await world.KnowFolder();
        var left = world.Call("meeting", "arrive", new() { ["name"] = "left" }, inBackground: true);
        var right = world.Call("meeting", "arrive", new() { ["name"] = "right" }, inBackground: true);
        var front = world.Call("meeting", "arrive", new() { ["name"] = "front" });
        Assert.Equal("""["left",false]""", JsonText.Of(await left));
        Assert.Equal("""["right",false]""", JsonText.Of(await right));
        Assert.Equal("""["front",true]""", JsonText.Of(await front));
    }

    [Fact]
    public async Task Runs_a_second_foreground_call_beside_the_first()
    {
        await using var world = new PythonWorld();
        world.Module("pair", "import threading\nbarrier = threading.Barrier(2, timeout=20)\ndef arrive():\n    barrier.wait()\n    return True\n");
        await world.KnowFolder();
        var both = await Task.WhenAll(world.Call("pair", "arrive"), world.Call("pair", "arrive"));
        Assert.All(both, one => Assert.True((bool?)one));
    }

    [Fact]
    public async Task Writes_what_a_module_logs_before_its_result_with_its_level_and_place()
    {
        await using var world = new PythonWorld();
        world.Module("talk", "import logging\nlogger = logging.getLogger('chaostoolkit')\ndef drain(node):\n    logger.debug('draining %s', node)\n    logging.getLogger('chaostoolkit.talk').info('child')\n    logging.getLogger('other').info('unheard')\n    logger.critical('giving up')\n    return 1\n");
        await world.Call("talk", "drain", new() { ["node"] = "n-1" });
        var records = world.Log.Where(record => record.State is PythonLogOrigin).ToList();
        Assert.Equal([(LogLevel.Debug, "draining n-1"), (LogLevel.Information, "child"), (LogLevel.Critical, "giving up")], records.Select(record => (record.Level, record.Message)));
        Assert.Equal("talk", records[0].Category);
        Assert.Equal(4, ((PythonLogOrigin)records[0].State!).Line);
    }

    [Fact]
    public async Task Gives_modules_the_settings_and_keeps_them_up_to_date()
    {
        await using var world = new PythonWorld(settings: new JsonObject { ["teams"] = new JsonArray("blue") });
        world.Module("prefs", "from chaoslib.settings import get_loaded_settings\ndef loaded():\n    return get_loaded_settings()\n");
        Assert.Equal("""{"teams":["blue"]}""", JsonText.Of(await world.Call("prefs", "loaded")));
        world.Services.Settings!["runtime"] = new JsonObject { ["a"] = 1 };
        Assert.Equal("""{"teams":["blue"],"runtime":{"a":1}}""", JsonText.Of(await world.Call("prefs", "loaded")));
    }

    [Fact]
    public async Task Uses_a_native_function_only_while_no_interpreter_runs()
    {
        await using var world = new PythonWorld();
        JsonObject there = new() { ["path"] = world.Folder };
        Assert.Equal(true, (bool?)await world.Provider.ExecuteAsync(world.Activity("os.path", "exists", there, null, false, null), TestContext.Current.CancellationToken));
        Assert.False(world.Interpreter.IsRunning);
        world.Module("os_path_of_mine", "import os.path\nos.path.exists = lambda path: 'python'\ndef patched():\n    return True\n");
        await world.Call("os_path_of_mine", "patched");
        Assert.Equal("python", (string?)await world.Call("os.path", "exists", (JsonObject)there.DeepClone()));
    }
}
