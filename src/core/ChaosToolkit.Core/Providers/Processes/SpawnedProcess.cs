using System.Collections;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ChaosToolkit.Telemetry;

namespace ChaosToolkit.Providers.Processes;

/// <summary>A process started with pipes for its output, by the system's own call: the framework's hides which signal ended a process and changes its name.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SpawnedProcess
{
    // The opaque structures of the C libraries are at most 336 bytes.
    private const int OpaqueSize = 1024;

    public required int Id { get; init; }

    public required int Output { get; set; }

    public required int Error { get; set; }

    /// <summary>Starts a process; standard input, folder and environment are ours.</summary>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static unsafe SpawnedProcess Start(ProcessCommand command, string marker)
    {
        var pipes = stackalloc int[4] { -1, -1, -1, -1 };
        if (Libc.Pipe(pipes, Libc.CloseOnExec) != 0 || Libc.Pipe(pipes + 2, Libc.CloseOnExec) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            CloseAll(pipes, 4);
            throw new Win32Exception(error);
        }

        var process = 0;
        var failure = Spawn(command, marker, pipes[1], pipes[3], &process);
        _ = Libc.Close(pipes[1]);
        _ = Libc.Close(pipes[3]);
        if (failure != 0)
        {
            _ = Libc.Close(pipes[0]);
            _ = Libc.Close(pipes[2]);
            throw new Win32Exception(failure);
        }

        return new SpawnedProcess { Id = process, Output = pipes[0], Error = pipes[2] };
    }

    private static unsafe int Spawn(ProcessCommand command, string marker, int output, int error, int* process)
    {
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var signals = stackalloc byte[OpaqueSize];
        var texts = new List<nint>();
        _ = Libc.InitializeActions(actions);
        _ = Libc.InitializeAttributes(attributes);
        try
        {
            _ = Libc.AddDuplicate(actions, output, 1);
            _ = Libc.AddDuplicate(actions, error, 2);

            // The runtime ignores SIGPIPE, and what is ignored would be inherited: `yes | head` would never end.
            _ = Libc.EmptySignals(signals);
            _ = Libc.SetSignalMask(attributes, signals);
            _ = Libc.AddSignal(signals, Libc.SignalPipe);
            _ = Libc.SetDefaultSignals(attributes, signals);
            _ = Libc.SetFlags(attributes, Libc.SpawnSetSignalDefault | Libc.SpawnSetSignalMask);
            fixed (nint* arguments = Texts(command.Arguments, texts), environment = Texts(EnvironmentWith(marker, command.Trace), texts))
            {
                var path = Marshal.StringToCoTaskMemUTF8(command.Program);
                texts.Add(path);
                return Libc.Spawn(process, (byte*)path, actions, attributes, (byte**)arguments, (byte**)environment);
            }
        }
        finally
        {
            _ = Libc.DestroyActions(actions);
            _ = Libc.DestroyAttributes(attributes);
            texts.ForEach(Marshal.FreeCoTaskMem);
        }
    }

    private static IEnumerable<string> EnvironmentWith(string marker, TraceContext? trace)
    {
        // An engine within an activity of another: the outer one must still find what the inner one starts.
        var outer = Environment.GetEnvironmentVariable(RunningProcesses.Variable);
        yield return $"{RunningProcesses.Variable}={(string.IsNullOrEmpty(outer) ? marker : $"{outer}:{marker}")}";
        if (trace is not null)
        {
            yield return $"{TraceContext.ParentVariable}={trace.Parent}";
            if (trace.State is not null)
            {
                yield return $"{TraceContext.StateVariable}={trace.State}";
            }
        }

        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (!RunningProcesses.Variable.Equals(variable.Key) && (trace is null || variable.Key is not (TraceContext.ParentVariable or TraceContext.StateVariable)))
            {
                yield return $"{variable.Key}={variable.Value}";
            }
        }
    }

    private static nint[] Texts(IEnumerable<string> items, List<nint> owned)
    {
        var start = owned.Count;
        foreach (var item in items)
        {
            owned.Add(Marshal.StringToCoTaskMemUTF8(item));
        }

        return [.. owned[start..], 0];
    }

    private static unsafe void CloseAll(int* descriptors, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (descriptors[i] >= 0)
            {
                _ = Libc.Close(descriptors[i]);
            }
        }
    }
}
