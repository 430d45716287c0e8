namespace ChaosToolkit.Providers.Processes;

/// <summary>What Linux tells of a process in <c>/proc/PID/stat</c>: fields by their numbers in proc_pid_stat(5).</summary>
internal static class ProcessStat
{
    public const int State = 3, Parent = 4, Flags = 9, StartTime = 22, EnvironmentEnd = 51;

    /// <summary>Reads them.</summary>
    /// <returns><see langword="null"/> where there is no such process.</returns>
    public static ProcessFields? Read(int process)
    {
        try
        {
            // "PID (NAME) STATE …": the name may hold anything, so fields are counted from behind it.
            var text = File.ReadAllText($"/proc/{process}/stat");
            return new(text[(text.LastIndexOf(')') + 1)..].TrimStart().Split(' '));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended meanwhile
        }
    }
}

/// <summary>The fields behind a process's name.</summary>
/// <param name="values">They begin with <see cref="ProcessStat.State"/>.</param>
internal readonly struct ProcessFields(string[] values)
{
    /// <summary>Whether it is gone, or only waits for its parent.</summary>
    public bool HasEnded => this[ProcessStat.State] is "Z" or "X" or "";

    /// <summary>A field; empty where this kernel has none of the number.</summary>
    public string this[int number] => number - ProcessStat.State < values.Length ? values[number - ProcessStat.State] : "";
}
