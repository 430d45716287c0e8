using System.Diagnostics;
using ChaosToolkit;
using ChaosToolkit.Testing;

namespace Acme.Machine;

public sealed class ProcessTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Process worker = Process.Start("sleep", ["600"]);

    [Fact]
    public Task Goes_on_however_often_it_is_continued() => UndoCheck.PlayAsync(
        () => Processes.StopAsync(worker.Id, Token),
        () =>
        {
            Processes.Continue(worker.Id);
            return Task.CompletedTask;
        },
        () => SettledState(worker.Id));

    [Fact]
    public void That_nobody_stopped_yet_goes_on()
    {
        if (Directory.Exists(".chaos"))
        {
            Directory.Delete(".chaos", recursive: true);
        }

        Processes.Continue(worker.Id);
        Assert.Equal("running", Processes.State(worker.Id));
    }

    [Fact]
    public async Task That_another_stopped_stays_stopped()
    {
        _ = Libc.Kill(worker.Id, Libc.SignalStop);
        await Eventually.IsSoAsync(() => Processes.State(worker.Id) == "stopped", "the process stands still");
        await Assert.ThrowsAsync<ActivityFailedException>(() => Processes.StopAsync(worker.Id, Token));
        Processes.Continue(worker.Id);
        Assert.Equal("stopped", Processes.State(worker.Id));
    }

    [Fact]
    public async Task With_another_start_time_is_not_touched()
    {
        var startTime = RunningProcess.Find(worker.Id)!.StartTime; // it runs
        await Assert.ThrowsAsync<ActivityFailedException>(() => Processes.StopAsync(worker.Id, Token, startTime + 1));
        await Processes.StopAsync(worker.Id, Token, startTime);
        new StopNote(worker.Id).Write(startTime - 1); // as if the process that was stopped had been an earlier one
        Processes.Continue(worker.Id);
        Assert.Equal("stopped", Processes.State(worker.Id));
    }

    [Fact]
    public async Task That_ended_needs_nothing()
    {
        await Processes.StopAsync(worker.Id, Token);
        worker.Kill();
        await worker.WaitForExitAsync(Token);
        Processes.Continue(worker.Id);
        Assert.Equal("gone", Processes.State(worker.Id));
        await Assert.ThrowsAsync<ActivityFailedException>(() => Processes.StopAsync(worker.Id, Token));
    }

    public void Dispose()
    {
        worker.Kill();
        worker.WaitForExit();
        new StopNote(worker.Id).Remove();
        worker.Dispose();
    }

    // A process goes on a moment after the signal.
    private static string SettledState(int process)
    {
        SpinWait.SpinUntil(() => Processes.State(process) == "running", TimeSpan.FromMilliseconds(200));
        return Processes.State(process);
    }
}
