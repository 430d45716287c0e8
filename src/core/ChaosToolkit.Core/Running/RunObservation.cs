using ChaosToolkit.Journaling;
using ChaosToolkit.Providers.Processes;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Writes into the run log what comes from beside the run: requests to end it and the processes of its activities. Says so when the log is lost.</summary>
internal sealed class RunObservation : IDisposable
{
    private readonly RunLog log;
    private readonly RunLogFile? file;
    private readonly RunInterruption interruption;
    private readonly RunningProcesses processes;
    private readonly ILogger logger;

    public RunObservation(RunLog log, RunLogFile? file, RunInterruption interruption, RunningProcesses processes, ILogger logger)
    {
        (this.log, this.file, this.interruption, this.processes, this.logger) = (log, file, interruption, processes, logger);
        if (file is not null)
        {
            file.Failed += OnFailed;
            interruption.Requested += OnRequested;
            processes.Starting += OnStarting;
            processes.Started += OnStarted;
            processes.Ended += OnEnded;
        }
    }

    public void Dispose()
    {
        if (file is not null)
        {
            file.Failed -= OnFailed;
            interruption.Requested -= OnRequested;
            processes.Starting -= OnStarting;
            processes.Started -= OnStarted;
            processes.Ended -= OnEnded;
        }
    }

    private void OnFailed(Exception failure) =>
        logger.LogError(failure, "The run log cannot be written any more: {Reason} The run is ended and what it did is taken back.", failure.Message);

    private void OnRequested(InterruptionCause cause) => log.Tell(time => new EndRequested(time, cause));

    private void OnStarting(string marker) => log.Tell(time => new ProcessStarted(time, 0, 0, marker));

    private void OnStarted(RunningProcess process) =>
        log.Tell(time => new ProcessStarted(time, process.Id, ProcessIdentity.StartTimeOf(process.Id) ?? 0, process.Marker));

    private void OnEnded(RunningProcess process) => log.Tell(time => new ProcessEnded(time, process.Marker));
}
