namespace ChaosToolkit.Providers.Processes;

/// <summary>A process that an activity started.</summary>
/// <param name="Id">Its process id.</param>
/// <param name="Marker">
/// What all that it starts is known by: a word, never used twice, in the environment variable <see cref="RunningProcesses.Variable"/>.
/// </param>
public sealed record RunningProcess(int Id, string Marker);

/// <summary>The processes of activities: who wants to know what runs, so as to end it after a crash, listens here. One for an engine: <c>services.Shared(_ => new RunningProcesses())</c>.</summary>
public sealed class RunningProcesses
{
    /// <summary>The environment variable that holds the markers of the activities a process was started by, the innermost last.</summary>
    public const string Variable = "CHAOS_ACTIVITY";

    /// <summary>Called with its marker when a process is about to be started: who dies before <see cref="Started"/> leaves it running.</summary>
    public event Action<string>? Starting;

    /// <summary>Called when a process was started, on a thread of its own.</summary>
    public event Action<RunningProcess>? Started;

    /// <summary>Called when it has ended or was ended.</summary>
    public event Action<RunningProcess>? Ended;

    /// <summary>Ends all that carries a marker, wherever it is by now. For what a crashed engine left behind; nothing where nothing is left. Linux only.</summary>
    /// <param name="marker">The marker of <see cref="RunningProcess.Marker"/>.</param>
    public static void EndAll(string marker)
    {
        if (OperatingSystem.IsLinux())
        {
            ProcessTree.Kill(0, marker);
        }
    }

    internal void OnStarting(string marker) => Starting?.Invoke(marker);

    internal void OnStarted(RunningProcess process) => Started?.Invoke(process);

    internal void OnEnded(RunningProcess process) => Ended?.Invoke(process);
}
