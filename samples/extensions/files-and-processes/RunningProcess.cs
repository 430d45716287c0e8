using System.Globalization;

namespace Acme.Machine;

/// <summary>A process, told from a later one of the same id by the time at which it was started.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StartTime">When it was started, in clock ticks since the machine's start.</param>
/// <param name="State">What it does, in the letter of /proc: R runs, S sleeps, T is stopped.</param>
internal sealed record RunningProcess(int Id, long StartTime, char State)
{
    public bool IsStopped => State == 'T';

    /// <summary>The process of an id; <see langword="null"/> when there is none, or it has ended and only waits for its parent.</summary>
    public static RunningProcess? Find(int id)
    {
        try
        {
            // "PID (NAME) STATE …": the name may hold anything, so fields are counted from behind it. The start time is the 22nd.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new RunningProcess(id, long.Parse(fields[19], CultureInfo.InvariantCulture), fields[0][0]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What names the machine's present life.</summary>
    public static string Boot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
