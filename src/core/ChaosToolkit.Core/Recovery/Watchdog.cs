using System.Collections;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Processes;
using ChaosToolkit.Running;
using ChaosToolkit.Runs;

namespace ChaosToolkit.Recovery;

/// <summary>
/// A second process that waits for the end of the runner: it holds one end of a pipe whose other end only the runner has. The runner says goodbye in it; when it is closed
/// without, the runner is dead, and the second process takes back what the run did. It has a session of its own and none of our streams, so that what ends the
/// runner's group or terminal does not end it. Linux only.
/// </summary>
public sealed class Watchdog : IDisposable
{
    /// <summary>The hidden command of the second process.</summary>
    public const string Command = "watchdog";

    private const int Pipe = 3;
    private const byte Goodbye = (byte)'.';

    // The opaque structures of the C libraries are at most 336 bytes.
    private const int OpaqueSize = 1024;

    private int descriptor;

    private Watchdog(int descriptor) => this.descriptor = descriptor;

    /// <summary>Whether a run may leave something that is to be taken back when its process dies: an undo somewhere, or rollbacks that are always played.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">The settings; <see langword="null"/> without.</param>
    /// <param name="options">What the one who runs it decides.</param>
    /// <param name="providers">The providers, some of which know by themselves how their actions are taken back.</param>
    public static bool IsNeeded(JsonObject experiment, JsonObject? settings, RunOptions options, Catalog<IProvider> providers)
    {
        var holdsUndo = !options.KeepsFaults && (experiment["method"] as JsonArray)?.OfType<JsonObject>().Any(activity => UndoDeclaration.MayBe(activity, providers)) == true;
        return holdsUndo || (experiment["rollbacks"] is JsonArray { Count: > 0 } && StrategyChoice.Of(experiment, settings, options).Rollbacks == RollbackStrategy.Always);
    }

    /// <summary>Starts the second process, and does not wait for it.</summary>
    /// <returns><see langword="null"/> where the system has no such thing.</returns>
    /// <exception cref="ChaosException">It could not be started.</exception>
    public static Watchdog? Start(RunFolder folder)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessPath is not { } program)
        {
            return null;
        }

        // `dotnet chaos.dll` is one process too.
        string[] own = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Assembly.GetEntryAssembly()?.Location ?? ""] : [program];
        try
        {
            return Spawn([.. own, Command, folder.Path]);
        }
        catch (Win32Exception exception)
        {
            throw new ChaosException($"The watchdog cannot be started: {exception.Message}. Run without it by --no-watchdog.", exception);
        }
    }

    /// <summary>In the second process: waits for the runner's end.</summary>
    /// <returns>Whether it said goodbye: then there is nothing to do.</returns>
    public static unsafe bool RunnerSaysGoodbye()
    {
        byte said = 0;
        nint count;
        do
        {
            count = Libc.Read(Pipe, &said, 1);
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == Libc.ErrorInterrupted);

        return count == 1 && said == Goodbye;
    }

    /// <summary>The run has ended and its journal is written: the second process ends too.</summary>
    public unsafe void SayGoodbye()
    {
        if (descriptor >= 0)
        {
            var said = Goodbye;
            _ = Libc.Write(descriptor, &said, 1);
        }
    }

    /// <summary>Closes the pipe: without a goodbye the second process takes the run for broken.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref descriptor, -1) is var open and >= 0)
        {
            _ = Libc.Close(open);
        }
    }

    [SupportedOSPlatform("linux")]
    private static unsafe Watchdog Spawn(string[] command)
    {
        var pipe = stackalloc int[2];
        if (Libc.Pipe(pipe, Libc.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var texts = new List<nint>();
        _ = Libc.InitializeActions(actions);
        _ = Libc.InitializeAttributes(attributes);
        int failure;
        try
        {
            _ = Libc.AddDuplicate(actions, pipe[0], Pipe);
            _ = Libc.AddOpen(actions, 0, "/dev/null", Libc.ReadAndWrite, 0);
            _ = Libc.AddDuplicate(actions, 0, 1);
            _ = Libc.AddDuplicate(actions, 0, 2);
            _ = Libc.SetFlags(attributes, Libc.SpawnNewSession);
            fixed (nint* arguments = Texts(command, texts), environment = Texts(Variables(), texts))
            {
                int process;
                failure = Libc.Spawn(&process, (byte*)arguments[0], actions, attributes, (byte**)arguments, (byte**)environment);
            }
        }
        finally
        {
            _ = Libc.DestroyActions(actions);
            _ = Libc.DestroyAttributes(attributes);
            texts.ForEach(Marshal.FreeCoTaskMem);
            _ = Libc.Close(pipe[0]);
        }

        if (failure != 0)
        {
            _ = Libc.Close(pipe[1]);
            throw new Win32Exception(failure);
        }

        return new Watchdog(pipe[1]);
    }

    // Ours as they are now, variable files included; but not the mark of an activity, by which an outer run ends all that came from it.
    private static IEnumerable<string> Variables() =>
        from DictionaryEntry variable in Environment.GetEnvironmentVariables()
        where !RunningProcesses.Variable.Equals(variable.Key)
        select $"{variable.Key}={variable.Value}";

    private static nint[] Texts(IEnumerable<string> items, List<nint> owned)
    {
        var start = owned.Count;
        owned.AddRange(items.Select(Marshal.StringToCoTaskMemUTF8));
        return [.. owned[start..], 0];
    }
}
