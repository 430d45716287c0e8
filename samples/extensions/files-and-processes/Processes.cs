using ChaosToolkit;
using ChaosToolkit.Extensions;

namespace Acme.Machine;

/// <summary>Processes that hang.</summary>
public static class Processes
{
    private const int Looks = 500;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    /// <summary>Stops a process as it is: it holds its connections and locks, and answers nobody. Its start time is noted, so that no later process of its id is touched.</summary>
    /// <param name="pid">Its id.</param>
    /// <param name="startTime">Its start time, as /proc/PID/stat has it; another process of the id is refused. By default any.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    [Action(Module = "acme.processes")]
    public static async Task StopAsync(int pid, CancellationToken cancellationToken, long? startTime = null)
    {
        Libc.EnsureLinux();
        var process = RunningProcess.Find(pid);
        if (process is null || (startTime is { } expected && expected != process.StartTime))
        {
            throw new ActivityFailedException($"There is no process {pid}{(process is null ? "" : " with this start time: it is another one's id by now")}.");
        }

        var note = new StopNote(pid);
        if (process.IsStopped && note.Read() != process.StartTime)
        {
            throw new ActivityFailedException($"The process {pid} is stopped already, by somebody else.");
        }

        note.Write(process.StartTime);
        Send(pid, Libc.SignalStop);

        // The system takes a moment.
        for (var look = 0; look < Looks && RunningProcess.Find(pid) is { IsStopped: false }; look++)
        {
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>Takes back what stop did. Nothing is done when nothing was stopped, or the process has ended since.</summary>
    /// <param name="pid">Its id.</param>
    [Action(Module = "acme.processes")]
    public static void Continue(int pid)
    {
        Libc.EnsureLinux();
        var note = new StopNote(pid);
        if (note.Read() is { } startTime && RunningProcess.Find(pid)?.StartTime == startTime)
        {
            Send(pid, Libc.SignalContinue);
        }

        note.Remove(); // after it: who is killed before does it once more, which does no harm
    }

    /// <summary>What a process does: running, stopped, gone.</summary>
    [Probe(Module = "acme.processes")]
    public static string State(int pid) => RunningProcess.Find(pid) switch
    {
        null => "gone",
        { IsStopped: true } => "stopped",
        _ => "running",
    };

    private static void Send(int pid, int signal)
    {
        if (Libc.Kill(pid, signal) != 0)
        {
            throw new ActivityFailedException($"The process {pid} takes no signal: {Libc.LastError}.");
        }
    }
}
