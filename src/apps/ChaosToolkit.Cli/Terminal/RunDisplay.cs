using System.Runtime.InteropServices;
using ChaosToolkit.Running;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>Shows on the terminal what a run is at, from its making until it is disposed; whatever ends the process before takes it away.</summary>
internal sealed partial class RunDisplay : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly List<PosixSignalRegistration> signals = [];
    private readonly LiveArea area;
    private readonly RunInterruption interruption;
    private readonly ITimer timer;
    private bool isStopped;

    /// <summary>Shows it.</summary>
    /// <param name="area">Where.</param>
    /// <param name="interruption">Where requests to end the run come in.</param>
    /// <param name="time">The clock.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="mask">Masks secrets.</param>
    public RunDisplay(LiveArea area, RunInterruption interruption, TimeProvider time, Style style, Func<string, string> mask)
    {
        (this.area, this.interruption) = (area, interruption);
        Progress = new RunProgress(time);
        interruption.Requested += OnRequested;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Follow();
        area.Show(new ProgressRows(Progress.Look, style, mask));
        timer = time.CreateTimer(static area => ((LiveArea)area!).Refresh(), area, Step, Step);
    }

    /// <summary>What the run is at; the run's events go to it.</summary>
    public RunProgress Progress { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        signals.ForEach(signal => signal.Dispose());
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        interruption.Requested -= OnRequested;
        area.Hide();
    }

    // None of these is cancelled: what it does otherwise it does still. Only the stop (Ctrl-Z) the framework leaves out when it is listened to.
    private void Follow()
    {
        On(PosixSignal.SIGHUP, area.Hide);
        On(PosixSignal.SIGQUIT, area.Hide);
        if (!OperatingSystem.IsWindows())
        {
            On(PosixSignal.SIGWINCH, area.Refresh);
            On(PosixSignal.SIGTSTP, OnStop);
            On(PosixSignal.SIGCONT, OnContinue);
        }

        void On(PosixSignal signal, Action act) => signals.Add(PosixSignalRegistration.Create(signal, _ => act()));
    }

    private void OnStop()
    {
        if (!Interlocked.Exchange(ref isStopped, true))
        {
            area.Suspend();
            _ = Kill(Environment.ProcessId, OperatingSystem.IsLinux() ? 19 : 17); // SIGSTOP
        }
    }

    private void OnContinue()
    {
        if (Interlocked.Exchange(ref isStopped, false))
        {
            area.Resume();
        }
    }

    private void OnRequested(InterruptionCause cause)
    {
        Progress.EndsBy(cause);
        area.Refresh(); // over the ^C that the terminal has written
    }

    private void OnExit(object? sender, EventArgs e) => area.Hide();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
