using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ChaosToolkit.Providers.Processes;

/// <summary>Tells a process from a later one with the same id, by the time at which it was started.</summary>
internal static class ProcessIdentity
{
    /// <summary>When a process was started, in the system's own unit; <see langword="null"/> when there is none of that id, or it has ended and only waits for its parent.</summary>
    public static long? StartTimeOf(int process)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(process) : OfOthers(process);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>What names the machine's present life: after it was started anew no process is what it was. Empty where the system does not tell.</summary>
    public static string BootId()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static long? OfLinux(int process) =>
        ProcessStat.Read(process) is { HasEnded: false } stat ? long.Parse(stat[ProcessStat.StartTime], NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static long? OfOthers(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.HasExited ? null : found.StartTime.Ticks;
    }
}
