using System.Runtime.InteropServices;

namespace ChaosToolkit.Testing;

/// <summary>Signals, and the processes of a folder.</summary>
public static partial class Unix
{
    /// <summary>SIGINT, SIGKILL and SIGTERM.</summary>
    public const int Interrupt = 2, Kill = 9, Terminate = 15;

    /// <summary>Sends a signal to a process, or to a group by its negative number.</summary>
    public static void Signal(int process, int signal) => _ = Send(process, signal);

    /// <summary>Kills what still runs in a folder: what a command started that was killed itself.</summary>
    public static void KillAllIn(string folder)
    {
        foreach (var process in ProcessesIn(folder))
        {
            Signal(process, Kill);
        }
    }

    /// <summary>The processes that work in a folder; none where the system does not tell.</summary>
    public static IEnumerable<int> ProcessesIn(string folder) => Processes(entry => new FileInfo(entry + "/cwd").LinkTarget == folder);

    /// <summary>The processes that were started with words that hold these.</summary>
    public static IEnumerable<int> ProcessesOf(string words) => Processes(entry => File.ReadAllText(entry + "/cmdline").Contains(words, StringComparison.Ordinal));

    private static IEnumerable<int> Processes(Func<string, bool> isMeant)
    {
        foreach (var entry in Directory.Exists("/proc") ? Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(entry), out var process) && process != Environment.ProcessId && IsMeant(entry))
            {
                yield return process;
            }
        }

        bool IsMeant(string entry)
        {
            try
            {
                return isMeant(entry);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false; // it has ended, or is another's
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
