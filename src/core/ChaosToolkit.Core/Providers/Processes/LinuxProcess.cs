using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChaosToolkit.Providers.Processes;

/// <summary>Runs one process on a thread of its own, which waits for its output, its end and its cancellation all at once.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcess(ProcessCommand command, RunningProcesses running) : IDisposable
{
    private readonly string marker = Guid.NewGuid().ToString("N");
    private readonly BoundedBuffer output = new();
    private readonly BoundedBuffer error = new();

    public static Task<ProcessResult> RunAsync(ProcessCommand command, RunningProcesses running, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<ProcessResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        FollowingThread.Run(() => Complete(command, running, completion, cancellationToken));
        return completion.Task;
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private static void Complete(ProcessCommand command, RunningProcesses running, TaskCompletionSource<ProcessResult> completion, CancellationToken cancellationToken)
    {
        try
        {
            using var process = new LinuxProcess(command, running);
            completion.SetResult(process.Run(cancellationToken));
        }
        catch (OperationCanceledException exception)
        {
            completion.SetCanceled(exception.CancellationToken);
        }
#pragma warning disable CA1031 // the thread's edge: whoever awaits the task gets it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            completion.SetException(exception);
        }
    }

    private ProcessResult Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wake = cancellationToken.CanBeCanceled ? Libc.EventDescriptor(0, Libc.CloseOnExec | Libc.NonBlocking) : -1;
        var registration = cancellationToken.UnsafeRegister(_ => Signal(wake), null);
        try
        {
            running.OnStarting(marker);
            return Follow(SpawnedProcess.Start(command, marker), wake, cancellationToken);
        }
        finally
        {
            registration.Dispose(); // waits for a call under way, so that the descriptor is not written to once it is another's
            Close(wake);
        }
    }

    private ProcessResult Follow(SpawnedProcess process, int wake, CancellationToken cancellationToken)
    {
        var known = new RunningProcess(process.Id, marker);
        ProcessTree.Awaited[process.Id] = true;
        var isWhole = false;
        int status;
        try
        {
            running.OnStarted(known);
            isWhole = ReadOutput(process, wake, cancellationToken) && WaitForEnd(process.Id, wake, cancellationToken);
        }
        finally
        {
            if (!isWhole)
            {
                ProcessTree.Kill(process.Id, marker);
            }

            status = Reap(process.Id);
            ProcessTree.Awaited.TryRemove(process.Id, out _);
            Close(process.Output);
            Close(process.Error);
            running.OnEnded(known);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return isWhole
            ? new ProcessResult(status, ByteText.Decode(output.Written), ByteText.Decode(error.Written))
            : throw new ActivityFailedException("The process wrote more than 100 MB to one of its streams and was ended; send such output to a file.");
    }

    // Until nobody holds the pipes any more: as in the original, a descendant that writes there belongs to the activity.
    private unsafe bool ReadOutput(SpawnedProcess process, int wake, CancellationToken cancellationToken)
    {
        var entries = stackalloc Libc.PollEntry[3];
        while (process.Output >= 0 || process.Error >= 0)
        {
            entries[0] = new() { Descriptor = process.Output, Events = Libc.PollIn };
            entries[1] = new() { Descriptor = process.Error, Events = Libc.PollIn };
            entries[2] = new() { Descriptor = wake, Events = Libc.PollIn };
            if (Libc.Poll(entries, 3, -1) < 0)
            {
                continue; // a signal came in between
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            if (entries[0].Returned != 0 && !ReadPiece(process.Output, output))
            {
                Close(process.Output);
                process.Output = -1;
            }

            if (entries[1].Returned != 0 && !ReadPiece(process.Error, error))
            {
                Close(process.Error);
                process.Error = -1;
            }

            if (output.IsOverLimit || error.IsOverLimit)
            {
                return false;
            }
        }

        return true;
    }

    private static unsafe bool ReadPiece(int descriptor, BoundedBuffer target)
    {
        fixed (byte* free = target.Free().Span)
        {
            var count = Libc.Read(descriptor, free, (nuint)target.Free().Length);
            target.Advance((int)Math.Max(count, 0));
            return count > 0 || (count < 0 && Marshal.GetLastPInvokeError() == Libc.ErrorInterrupted);
        }
    }

    private static unsafe bool WaitForEnd(int process, int wake, CancellationToken cancellationToken)
    {
        var handle = (int)Libc.SystemCall(Libc.PidfdOpen, process, 0);
        try
        {
            // Without such a handle (an old kernel, a strict sandbox) we look now and then.
            var entries = stackalloc Libc.PollEntry[2];
            while (!HasEnded(process, handle, entries))
            {
                entries[0] = new() { Descriptor = handle, Events = Libc.PollIn };
                entries[1] = new() { Descriptor = wake, Events = Libc.PollIn };
                _ = Libc.Poll(entries, 2, handle < 0 ? 5 : -1);
                if (cancellationToken.IsCancellationRequested)
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            Close(handle);
        }
    }

    private static unsafe bool HasEnded(int process, int handle, Libc.PollEntry* entries)
    {
        if (handle >= 0)
        {
            entries[0] = new() { Descriptor = handle, Events = Libc.PollIn };
            return Libc.Poll(entries, 1, 0) > 0;
        }

        return ProcessTree.HasEnded(process);
    }

    private static unsafe int Reap(int process)
    {
        var status = 0;
        while (Libc.WaitProcess(process, &status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.ErrorInterrupted)
            {
                return 0; // the system reaps children itself (SIGCHLD was ignored when we were started): as in the original
            }
        }

        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : -signal;
    }

    private static unsafe void Signal(int wake)
    {
        var one = 1UL;
        _ = Libc.Write(wake, (byte*)&one, sizeof(ulong));
    }

    private static void Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }
    }
}
