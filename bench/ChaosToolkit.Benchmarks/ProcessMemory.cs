using System.Diagnostics;

namespace ChaosToolkit.Benchmarks;

/// <summary>The greatest resident set of a process, which Linux tells as long as it runs.</summary>
internal static class ProcessMemory
{
    /// <summary>Waits for the end of a process: how much it had at most, in MB; 0 where the system does not tell.</summary>
    public static double PeakUntilExit(Process process)
    {
        var peak = 0.0;
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        return peak;
    }

    private static double PeakOf(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
                ? double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal)) / 1024
                : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
