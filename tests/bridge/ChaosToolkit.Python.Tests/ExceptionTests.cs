
namespace ChaosToolkit.Python.Tests;

public sealed class ExceptionTests
{
    [Theory]
    [InlineData("raise ValueError('lag is not a number')", "ValueError: lag is not a number")]
    [InlineData("from chaoslib.exceptions import FailedActivity\n    raise FailedActivity('not in sync')", "chaoslib.exceptions.ActivityFailed: not in sync")]
    [InlineData("from chaoslib.exceptions import InterruptExecution\n    raise InterruptExecution('no right')", "chaoslib.exceptions.InterruptExecution: no right")]
    [InlineData("raise KeyError()", "KeyError")]
    [InlineData("class Odd(BaseException): pass\n    raise Odd('x')", "failing.step.<locals>.Odd: x")]
    public async Task Any_exception_fails_the_activity(string body, string message)
    {
        await using var world = new PythonWorld();
        world.Module("failing", $"def step():\n    {body}\n");
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => world.Call("failing", "step"));
        Assert.Equal(message, exception.Message);
        Assert.StartsWith("Traceback (most recent call last):", exception.Trace![0], StringComparison.Ordinal);
        Assert.Contains(exception.Trace, line => line.Contains("failing.py", StringComparison.Ordinal));
        Assert.DoesNotContain(exception.Trace, line => line.Contains("chaosbridge", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sys.exit(30)", "30")]
    [InlineData("sys.exit()", "None")]
    [InlineData("raise KeyboardInterrupt()", ExitRequestedException.KeyboardInterrupt)]
    [InlineData("from chaoslib.exit import exit_gracefully; exit_gracefully(); time.sleep(20)", "20")]
    [InlineData("from chaoslib.exit import exit_ungracefully; exit_ungracefully(); time.sleep(20)", "30")]
    public async Task An_exit_passes_through(string body, string code)
    {
        await using var world = new PythonWorld();
        world.Module("leaving", $"import sys, time\ndef step():\n    {body}\n");
        Assert.Equal(code, (await Assert.ThrowsAsync<ExitRequestedException>(() => world.Call("leaving", "step"))).Code);
    }

    [Theory]
    [InlineData("exit_gracefully", 20)]
    [InlineData("exit_ungracefully", 30)]
    public async Task An_exit_asked_for_in_the_background_is_told_to_the_engine(string function, int code)
    {
        await using var world = new PythonWorld();
        var asked = new TaskCompletionSource<int>();
        world.Interpreter.ExitRequested += asked.SetResult;
        world.Module("leaving", $"from chaoslib.exit import {function}\ndef step():\n    {function}()\n");
        await world.Call("leaving", "step", inBackground: true);
        Assert.Equal(code, await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("no_such_module", "step")]
    [InlineData("os", "no_such_function")]
    [InlineData("broken", "step")]
    public async Task What_cannot_be_loaded_is_no_failure_of_the_activity(string module, string func)
    {
        await using var world = new PythonWorld();
        world.Module("broken", "raise RuntimeError('no')\n");
        var exception = await Assert.ThrowsAsync<ChaosException>(() => world.Call(module, func));
        Assert.Contains($"could not load '{func}' from the Python module '{module}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_argument_fails_the_activity()
    {
        await using var world = new PythonWorld();
        world.Module("checks", "def is_up(host):\n    return True\n");
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => world.Call("checks", "is_up", new() { ["hostname"] = "a" }));
        Assert.Contains("unexpected keyword argument 'hostname'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_is_interrupted_in_a_system_call()
    {
        await using var world = new PythonWorld();
        world.Module("naps", "import logging, time\nlog = logging.getLogger('chaostoolkit')\ndef nap():\n    try:\n        log.info('asleep')\n        time.sleep(60)\n    finally:\n        log.info('woken')\ndef ok():\n    return 1\n");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var nap = world.Call("naps", "nap", token: cancellation.Token);
        await world.LoggedAsync("asleep");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nap);
        await world.LoggedAsync("woken");
        Assert.Equal(1, (int?)await world.Call("naps", "ok"));
        Assert.DoesNotContain(world.Log, record => record.Message.Contains("started anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_background_call_is_interrupted_between_two_steps()
    {
        await using var world = new PythonWorld();
        world.Module("loops", "import logging\ndef spin():\n    logging.getLogger('chaostoolkit').info('spinning')\n    while True:\n        pass\ndef ok():\n    return 1\n");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var spin = world.Call("loops", "spin", inBackground: true, token: cancellation.Token);
        await world.LoggedAsync("spinning");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => spin);
        Assert.Equal(1, (int?)await world.Call("loops", "ok"));
        Assert.DoesNotContain(world.Log, record => record.Message.Contains("started anew", StringComparison.Ordinal));
    }
}
