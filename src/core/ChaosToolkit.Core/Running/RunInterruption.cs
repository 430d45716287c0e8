using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>What asks for the end of a run from outside.</summary>
public enum InterruptionCause
{
    /// <summary>Ctrl-C, or SIGINT.</summary>
    Interrupt,

    /// <summary>SIGTERM.</summary>
    Terminate,

    /// <summary>SIGUSR1: end at once, rollbacks by strategy.</summary>
    Exit,

    /// <summary>SIGUSR2: end at once, no rollbacks, background activities are not waited for.</summary>
    ExitWithoutRollbacks,

    /// <summary>The run took longer than it may.</summary>
    Timeout,

    /// <summary>A guard of the run: what it watches is no longer as it must be.</summary>
    Guard,
}

/// <summary>Carries requests to end a run from where they come (signals, an interpreter, a timer) to where the run looks. Safe to be used from any thread.</summary>
/// <param name="logger">Where the request is told.</param>
public sealed class RunInterruption(ILogger logger) : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource source = new();
    private CancellationTokenSource insistence = new();
    private InterruptionCause? cause;
    private bool forbidsRollbacks;
    private bool isEnding;

    /// <summary>Called with each request, on the thread it comes in on.</summary>
    public event Action<InterruptionCause>? Requested;

    /// <summary>Asks for the end. Within the method and the hypothesis it interrupts the run; within the rollbacks it ends them.</summary>
    public void Request(InterruptionCause requested)
    {
        CancellationTokenSource target;
        bool isFirst;
        lock (gate)
        {
            isFirst = !source.IsCancellationRequested;
            cause = isFirst ? requested : cause;
            forbidsRollbacks |= requested == InterruptionCause.ExitWithoutRollbacks;
            target = isFirst ? source : insistence;
        }

        if (isFirst && requested == InterruptionCause.Terminate)
        {
            logger.LogWarning("Caught SIGTERM signal, interrupting experiment now");
        }

        Requested?.Invoke(requested);

        // Not on this thread, which may be the one that signals come in on: whoever listens may throw, or take its time.
        _ = target.CancelAsync();
    }

    /// <summary>Asks for the end because of a guard. What is taken back is never cut short by one, and of several reasons the first counts.</summary>
    /// <param name="reason">Why, in a sentence; logged as CRITICAL.</param>
    /// <returns>Whether the run ends by this.</returns>
    internal bool RequestByGuard(string reason)
    {
        lock (gate)
        {
            if (isEnding || source.IsCancellationRequested)
            {
                return false;
            }

            Reason = reason;
        }

        Request(InterruptionCause.Guard);
        return true;
    }

    /// <summary>Why a guard asked for the end; <see langword="null"/> when none did.</summary>
    internal string? Reason { get; private set; }

    /// <summary>Whether the run is past its method: it only takes back, rolls back and ends.</summary>
    internal bool IsEnding
    {
        get
        {
            lock (gate)
            {
                return isEnding;
            }
        }
    }

    /// <summary>Cancelled when the end is asked for in the part of the run that goes on.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (gate)
            {
                return source.Token;
            }
        }
    }

    /// <summary>Cancelled by the next request: what a run that ends would still wait for, it then no longer waits for.</summary>
    internal CancellationToken NextToken
    {
        get
        {
            lock (gate)
            {
                return source.IsCancellationRequested ? insistence.Token : source.Token;
            }
        }
    }

    /// <summary>Cancelled by a second request in the same part of the run.</summary>
    internal CancellationToken InsistenceToken
    {
        get
        {
            lock (gate)
            {
                return insistence.Token;
            }
        }
    }

    /// <summary>Whether a request, be it not the first, said that no rollbacks are to be played.</summary>
    internal bool ForbidsRollbacks
    {
        get
        {
            lock (gate)
            {
                return forbidsRollbacks;
            }
        }
    }

    internal InterruptionCause Cause
    {
        get
        {
            lock (gate)
            {
                return cause ?? InterruptionCause.Interrupt;
            }
        }
    }

    /// <summary>From here on a request counts for the next part of the run, its rollbacks or its end: an earlier one does not end that.</summary>
    internal void EnterNextPart()
    {
        lock (gate)
        {
            // The old sources are left to the collector: a signal may be cancelling one this very moment.
            source = new CancellationTokenSource();
            insistence = new CancellationTokenSource();
            cause = null;
            isEnding = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            source.Dispose();
            insistence.Dispose();
        }
    }
}

/// <summary>The run was asked to end while it did something that could be cut short.</summary>
/// <param name="cause">By what.</param>
internal sealed class RunInterruptedException(InterruptionCause cause) : Exception("The run was interrupted.")
{
    public InterruptionCause Cause { get; } = cause;
}
