using System.Globalization;

namespace Acme.Machine;

/// <summary>
/// A note of which process was stopped: its start time and the machine's life, in a file that another process can read. It lies in the working folder of the run, which a
/// recovery goes back to; it is written before the process is stopped, and removed after it goes on.
/// </summary>
internal sealed class StopNote(int pid)
{
    private readonly string path = Path.Combine(".chaos", "stopped", pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>The start time of the process that was stopped; <see langword="null"/> when none was in this life of the machine.</summary>
    public long? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        // A crash may have left it empty: then nothing was stopped yet.
        return File.ReadAllText(path).Split(' ') is [var time, var boot] && boot == RunningProcess.Boot() ? long.Parse(time, CultureInfo.InvariantCulture) : null;
    }

    public void Write(long startTime)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var temporary = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(temporary, $"{startTime.ToString(CultureInfo.InvariantCulture)} {RunningProcess.Boot()}");
        File.Move(temporary, path, overwrite: true);
    }

    public void Remove()
    {
        // Where nothing was stopped yet there is no folder either.
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
