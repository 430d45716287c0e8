using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Python.Tests;

/// <summary>Modules that do what modules should not: none hangs or crashes the run, and what they give can be written to a journal.</summary>
public sealed class BadInputTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<JsonNode?> Run(PythonWorld world, string text, bool inBackground = false)
    {
        world.Module("odd", text);
        return await world.Call("odd", "step", inBackground: inBackground);
    }

    private static async Task<string> Output(string text)
    {
        await using var world = new PythonWorld();
        var output = JsonText.Of(await Run(world, text));
        Assert.Equal(1, (int?)await world.Call("operator", "index", new() { ["a"] = 1 }));
        return output;
    }

    [Theory]
    [InlineData("import datetime, decimal, uuid\ndef step():\n    return [datetime.datetime(2024, 2, 29, 1, 2), datetime.date(2024, 2, 29), decimal.Decimal('1.10'), uuid.UUID(int=5)]", """["2024-02-29T01:02:00","2024-02-29","1.10","00000000-0000-0000-0000-000000000005"]""")]
    [InlineData("def step():\n    return [{3, 1, 2}, (1, (2,)), b'caf\\xc3\\xa9', b'\\xe9', frozenset()]", """[[1,2,3],[1,[2]],"café","é",[]]""")]
    [InlineData("import dataclasses, enum, pathlib\n@dataclasses.dataclass\nclass Pod:\n    name: str\n    ports: tuple\nclass Level(enum.IntEnum):\n    HIGH = 9\nclass Colour(enum.Enum):\n    RED = 'red'\ndef step():\n    return [Pod('a', (1, 2)), Level.HIGH, Colour.RED, pathlib.PurePosixPath('/a')]", """[{"name":"a","ports":[1,2]},9,"red","/a"]""")]
    [InlineData("class Plain:\n    def __init__(self):\n        self.a = 1\n        self._hidden = 2\nclass Telling:\n    def to_dict(self):\n        return {'b': Plain()}\ndef step():\n    return [Plain(), Telling(), ValueError('bad')]", """[{"a":1},{"b":{"a":1}},"ValueError: bad"]""")]
    [InlineData("def step():\n    return {8080: 'web', 1.5: 'odd', True: 'yes', None: 'none', (1, 2): 'pair'}", """{"8080":"web","1.5":"odd","true":"yes","null":"none","(1, 2)":"pair"}""")]
    [InlineData("def step():\n    return [float('nan'), float('inf'), -float('inf'), 1e16, 2.0]", """["NaN","Infinity","-Infinity",1e+16,2.0]""")]
    [InlineData("def step():\n    x = []\n    x.append({'x': x})\n    return x", """[{"x":"[...]"}]""")]
    [InlineData("class Odd:\n    __slots__ = ()\n    def __repr__(self):\n        raise RuntimeError('no')\ndef step():\n    return [Odd()]", """["<Odd object, whose repr failed with RuntimeError>"]""")]
    [InlineData("class Liar:\n    def to_dict(self):\n        raise RuntimeError('no')\n    def __repr__(self):\n        return '<liar>'\ndef step():\n    return Liar()", "\"<liar>\"")]
    [InlineData("def step():\n    return {'a': 1, 1: 'one', '1': 'text'}", """{"a":1,"1":"text"}""")]
    [InlineData("def step():\n    return ['\\udcff', '\\x00', {'\\x00d': 1}]", """["?","\u0000",{"\u0000d":1}]""")]
    [InlineData("def step():\n    return 10 ** 4000 % 7 + 2 ** 64", "18446744073709551620")]
    public async Task Whatever_a_function_returns_has_a_place_in_the_journal(string text, string expected) => Assert.Equal(expected, await Output(text));

    [Fact]
    public async Task A_value_nested_without_end_is_cut_or_fails_its_activity()
    {
        await using var world = new PythonWorld();
        var cut = await Record.ExceptionAsync(async () => JsonText.Of(await Run(world, "def step():\n    x = []\n    for _ in range(100000):\n        x = [x]\n    return x\n")));
        Assert.True(cut is null or ActivityFailedException, cut?.ToString());
        world.Module("deep", "def step():\n    x = []\n    for _ in range(700):\n        x = [x]\n    return x\n");
        var deep = await Record.ExceptionAsync(async () => JsonText.Of(await world.Call("deep", "step")));
        Assert.True(deep is null or ActivityFailedException, deep?.ToString());
        Assert.Equal(1, (int?)await world.Call("operator", "index", new() { ["a"] = 1 }));
    }

    [Fact]
    public async Task An_object_that_always_becomes_another_is_cut_or_fails_its_activity()
    {
        await using var world = new PythonWorld();
        var output = await Record.ExceptionAsync(async () =>
            Assert.StartsWith("""{"next":{"next":""", JsonText.Of(await Run(world, "class Endless:\n    def to_dict(self):\n        return {'next': Endless()}\ndef step():\n    return Endless()\n")), StringComparison.Ordinal));
        Assert.True(output is null or ActivityFailedException, output?.ToString());
    }

    [Fact]
    public async Task Recursion_without_end_fails_the_activity()
    {
        await using var world = new PythonWorld();
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => Run(world, "def step():\n    return step()\n"));
        Assert.StartsWith("RecursionError", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_megabytes_arrive()
    {
        await using var world = new PythonWorld();
        Assert.Equal(100_000_000, Value.AsText(await Run(world, "def step():\n    return 'x' * 100000000\n"))!.Length);
    }

    [Fact]
    public async Task Ten_megabytes_go_there_and_back()
    {
        await using var world = new PythonWorld();
        var text = new string('y', 10_000_000);
        world.Module("mirror", "def step(text):\n    return text\n");
        Assert.Equal(text, Value.AsText(await world.Call("mirror", "step", new() { ["text"] = text })));
    }

    [Theory]
    [InlineData("import os\ndef step():\n    os._exit(3)\n", "ended with exit code 3")]
    [InlineData("import os, signal\ndef step():\n    os.kill(os.getpid(), signal.SIGSEGV)\n", "was ended by signal 11")]
    [InlineData("import os, signal\ndef step():\n    os.kill(os.getpid(), signal.SIGKILL)\n", "was ended by signal 9")]
    public async Task An_interpreter_that_dies_fails_the_activity_and_the_next_call_starts_another(string text, string how)
    {
        await using var world = new PythonWorld();
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => Run(world, text));
        Assert.Contains(how, exception.Message, StringComparison.Ordinal);
        world.ForgetFolder();
        world.Module("after", "def step():\n    return 'alive'\n");
        Assert.Equal("alive", (string?)await world.Call("after", "step"));
        Assert.Single(world.Log, record => record.Level == LogLevel.Warning && record.Message.Contains("started anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_calls_under_way_fail_when_the_interpreter_dies()
    {
        await using var world = new PythonWorld();
        world.Module("odd", "import logging, os, time\ndef nap():\n    logging.getLogger('chaostoolkit').info('asleep')\n    time.sleep(60)\ndef step():\n    os._exit(0)\n");
        await world.KnowFolder();
        var nap = world.Call("odd", "nap", inBackground: true);
        await world.LoggedAsync("asleep");
        await Assert.ThrowsAsync<ActivityFailedException>(() => world.Call("odd", "step"));
        await Assert.ThrowsAsync<ActivityFailedException>(() => nap);
    }

    [Theory]
    [InlineData("def step():\n    while True:\n        try:\n            time.sleep(60)\n        except BaseException:\n            pass\n", false)]
    [InlineData("def step():\n    log.info('stuck')\n    time.sleep(60)\n", true)]
    public async Task A_function_that_does_not_stop_is_ended_with_the_interpreter(string text, bool inBackground)
    {
        await using var world = new PythonWorld();
        world.Module("odd", "import logging, time\nlog = logging.getLogger('chaostoolkit')\nlog.info('stuck')\n" + text);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = world.Call("odd", "step", inBackground: inBackground, token: cancellation.Token);
        await world.LoggedAsync("stuck");
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        Assert.Equal(1, (int?)await world.Call("operator", "index", new() { ["a"] = 1 }));
    }

    [Fact]
    public async Task A_child_that_was_forked_and_comes_back_does_not_answer()
    {
        await using var world = new PythonWorld();
        var output = await Run(world, "import os\ndef step():\n    child = os.fork()\n    if child == 0:\n        return 'child'\n    return [os.waitpid(child, 0)[1], 'parent']\n");
        Assert.Equal("""[0,"parent"]""", JsonText.Of(output));
        Assert.Equal(1, (int?)await world.Call("operator", "index", new() { ["a"] = 1 }));
    }

    [Fact]
    public async Task A_child_process_that_is_terminated_ends()
    {
        await using var world = new PythonWorld();
        var output = await Run(world, "import multiprocessing, time\ndef step():\n    child = multiprocessing.get_context('fork').Process(target=time.sleep, args=(60,))\n    child.start()\n    child.terminate()\n    child.join(20)\n    return child.exitcode\n");
        Assert.Equal(-15, (int?)output);
    }

    [Fact]
    public async Task Processes_can_be_spawned()
    {
        await using var world = new PythonWorld();
        Assert.Equal(0, (int?)await Run(world, "import multiprocessing, time\ndef step():\n    child = multiprocessing.get_context('spawn').Process(target=time.sleep, args=(0,))\n    child.start()\n    child.join(60)\n    return child.exitcode\n"));
    }

    [Fact]
    public async Task An_exit_asked_for_while_a_control_is_called_is_told_to_the_engine()
    {
        await using var world = new PythonWorld();
        var asked = new TaskCompletionSource<int>();
        world.Interpreter.ExitRequested += asked.SetResult;
        world.Module("guard", "from chaoslib.exit import exit_gracefully\ndef before_method_control(context):\n    exit_gracefully()\n");
        await world.KnowFolder();
        var control = await new PythonControlProvider(world.Services).LoadAsync((JsonObject)JsonNode.Parse("""{"name":"g","provider":{"module":"guard"}}""")!, Token);
        await control!.BeforeAsync(new Controls.ControlContext { Level = Controls.ControlLevel.Method, Control = [], Experiment = [], Configuration = [], Secrets = [] }, Token);
        Assert.Equal(20, await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Token));
    }

    [Theory]
    [InlineData("print('printed')\ndef step():\n    print('more')\n    return 1")]
    [InlineData("import os\ndef step():\n    os.chdir('/')\n    return 1")]
    [InlineData("import threading, time\ndef step():\n    threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()\n    return 1")]
    [InlineData("import signal\ndef step():\n    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2):\n        signal.signal(number, signal.SIG_IGN)\n    return 1")]
    [InlineData("import os, sys\ndef step():\n    sys.stdout.close()\n    return 1")]
    [InlineData("import logging\ndef step():\n    logging.getLogger('chaostoolkit').info('%d', 'no number')\n    return 1")]
    public async Task A_module_may_do_what_it_likes_to_its_process(string text) => Assert.Equal("1", await Output(text));

    [Fact]
    public async Task A_thread_that_never_ends_does_not_keep_the_engine()
    {
        var watch = Stopwatch.StartNew();
        await using (var world = new PythonWorld())
        {
            await Run(world, "import threading, time\ndef step():\n    threading.Thread(target=time.sleep, args=(3600,)).start()\n");
        }

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public async Task A_control_is_configured_again_after_a_crash()
    {
        await using var world = new PythonWorld();
        world.Module("odd", "import os\ndef step():\n    os._exit(1)\n");
        world.Module("wary", "import logging\ndef configure_control(team):\n    logging.getLogger('chaostoolkit').info('configured for ' + team)\n");
        await world.KnowFolder();
        // What PYTHONPATH would do for every interpreter.
        world.Interpreter.AfterRestart((process, token) => process.AskAsync(
            "call",
            inBackground: false,
            request =>
            {
                request.Add("module", "site");
                request.Add("func", "addsitedir");
                request.AddValue("arguments", new JsonObject { ["sitedir"] = world.Folder });
            },
            token));
        var control = await new PythonControlProvider(world.Services).LoadAsync((JsonObject)JsonNode.Parse("""{"name":"w","provider":{"module":"wary"}}""")!, Token);
        var context = new Controls.ControlContext { Level = Controls.ControlLevel.Experiment, Control = [], Experiment = [], Configuration = [], Secrets = [], Arguments = new() { ["team"] = "blue" } };
        await control!.ConfigureAsync(context, Token);
        Assert.Single(world.Log, record => record.Message == "configured for blue");
        await Assert.ThrowsAsync<ActivityFailedException>(() => world.Call("odd", "step"));
        Assert.Equal(1, (int?)await world.Call("operator", "index", new() { ["a"] = 1 }));
        Assert.Equal(2, world.Log.Count(record => record.Message == "configured for blue"));
        Assert.Single(world.Log, record => record.Message.Contains("started anew", StringComparison.Ordinal));
    }
}
