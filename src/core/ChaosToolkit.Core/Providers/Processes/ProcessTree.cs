using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace ChaosToolkit.Providers.Processes;

/// <summary>Ends a process and all that came from it: children, what was given to another parent, what made a session of its own, what ignores signals.</summary>
/// <remarks>
/// Descendants are found by their parents and by a marker in the environment they started with. They are stopped before they are killed, so that none
/// can start another while we look.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class ProcessTree
{
    // A killed process is gone within microseconds, and a program is loaded within milliseconds, where the machine is not busy, unless the kernel holds
    // it (a dead disk): that is not worth waiting for.
    private const int GoneWithinMilliseconds = 2000, LoadedWithinMilliseconds = 10_000;

    // PF_KTHREAD
    private const uint KernelThread = 0x00200000;

    private static readonly Lock Gate = new();

    /// <summary>The processes that an activity of this engine waits for itself: it alone may reap them.</summary>
    public static ConcurrentDictionary<int, bool> Awaited { get; } = new();

    /// <summary>Ends the tree. The root stays for its parent to wait for.</summary>
    /// <param name="root">The process started by the activity, not waited for yet; zero for none.</param>
    /// <param name="marker">What stands in the environment of all that came from it.</param>
    public static void Kill(int root, string marker)
    {
        var bytes = Encoding.ASCII.GetBytes(marker);
        lock (Gate)
        {
            var deadline = Environment.TickCount64 + LoadedWithinMilliseconds;

            // Whoever loses its parent now becomes ours, so that we can wait for it and no zombie stays. Not longer than this: what an activity
            // leaves on purpose belongs to the system's first process, which reaps it.
            _ = Libc.ProcessControl(Libc.SetChildSubreaper, 1, 0, 0, 0);
            try
            {
                var killed = new HashSet<int>();
                HashSet<int> found;
                do
                {
                    found = Freeze(root, bytes, killed, deadline);
                    foreach (var process in found)
                    {
                        _ = Libc.Kill(process, Libc.SignalKill);
                    }

                    killed.UnionWith(found);
                }
                while (found.Count > 0);
                killed.ExceptWith(Awaited.Keys);
                Reap(killed);
            }
            finally
            {
                _ = Libc.ProcessControl(Libc.SetChildSubreaper, 0, 0, 0, 0);
            }
        }
    }

    /// <summary>Whether a process is gone or only waits for its parent.</summary>
    public static bool HasEnded(int process) => ProcessStat.Read(process) is not { HasEnded: false };

    private static HashSet<int> Freeze(int root, byte[] marker, HashSet<int> killed, long deadline)
    {
        var found = new HashSet<int>();
        if (root > 0 && !killed.Contains(root))
        {
            found.Add(root);
            _ = Libc.Kill(root, Libc.SignalStop);
        }

        var before = -1;
        while (before != found.Count)
        {
            before = found.Count;
            // A zombie counts too: it waits for a parent that is about to die, and then for us.
            foreach (var (process, parent) in Processes())
            {
                if (!found.Contains(process) && !killed.Contains(process) && (found.Contains(parent) || killed.Contains(parent) || HasMarker(process, marker, deadline)))
                {
                    found.Add(process);
                    _ = Libc.Kill(process, Libc.SignalStop);
                }
            }
        }

        return found;
    }

    private static unsafe void Reap(HashSet<int> processes)
    {
        var deadline = Environment.TickCount64 + GoneWithinMilliseconds;
        foreach (var process in processes)
        {
            // Ours: wait for it. Another's: its parent does.
            while (Libc.WaitProcess(process, null, Libc.WaitNoHang) is var waited && waited != process
                && (waited == 0 || !HasEnded(process)) && Environment.TickCount64 < deadline)
            {
                _ = Libc.Poll(null, 0, 1);
            }
        }
    }

    private static IEnumerable<(int Process, int Parent)> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(folder.AsSpan("/proc/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process != Environment.ProcessId
                && ProcessStat.Read(process) is { } stat && int.TryParse(stat[ProcessStat.Parent], NumberStyles.None, CultureInfo.InvariantCulture, out var parent))
            {
                yield return (process, parent);
            }
        }
    }

    private static unsafe bool HasMarker(int process, byte[] marker, long deadline)
    {
        while (true)
        {
            var environment = Read($"/proc/{process}/environ");
            if (environment is not [] || !IsBeingLoaded(process) || Environment.TickCount64 > deadline)
            {
                return environment.AsSpan().IndexOf(marker) >= 0;
            }

            _ = Libc.Poll(null, 0, 1);
        }
    }

    // Between its start and the end of loading its program a process has an environment that nobody can read yet.
    private static bool IsBeingLoaded(int process) =>
        ProcessStat.Read(process) is { HasEnded: false } stat && stat[ProcessStat.EnvironmentEnd] == "0"
        && uint.TryParse(stat[ProcessStat.Flags], CultureInfo.InvariantCulture, out var flags) && (flags & KernelThread) == 0;

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended meanwhile, or is another user's
        }
    }
}
