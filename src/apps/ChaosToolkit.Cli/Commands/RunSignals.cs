using System.Runtime.InteropServices;
using ChaosToolkit.Running;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Turns the signals that end a run into requests to it; the process itself goes on until the journal is written.</summary>
internal sealed class RunSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];

    public RunSignals(RunInterruption interruption)
    {
        Register(PosixSignal.SIGINT, InterruptionCause.Interrupt);
        Register(PosixSignal.SIGTERM, InterruptionCause.Terminate);
        if (!OperatingSystem.IsWindows())
        {
            // .NET has no names for these two; their numbers differ between the systems.
            Register((PosixSignal)(OperatingSystem.IsLinux() ? 10 : 30), InterruptionCause.Exit);
            Register((PosixSignal)(OperatingSystem.IsLinux() ? 12 : 31), InterruptionCause.ExitWithoutRollbacks);
        }

        void Register(PosixSignal signal, InterruptionCause cause) => registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            interruption.Request(cause);
        }));
    }

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());
}
