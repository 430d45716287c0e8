using System.Buffers;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>A sink whose records gather in memory for a moment; one that must be seen takes along those before it. Safe to be used from any thread.</summary>
internal abstract class GatheringSink : ILogSink, IDisposable
{
    private const int Enough = 32 * 1024;

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Lock gate = new();
    private readonly ILogFormat format;
    private readonly ITimer timer;
    private bool isTimed;

    /// <param name="format">How records are written.</param>
    /// <param name="least">The least level that is written.</param>
    /// <param name="time">For the moment that records wait.</param>
    protected GatheringSink(ILogFormat format, LogLevel least, TimeProvider time)
    {
        this.format = format;
        Least = least;
        timer = time.CreateTimer(static sink => ((GatheringSink)sink!).EndMoment(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public LogLevel Least { get; }

    /// <summary>Whether all below WARNING gathers, as while a run is played; else what is below <see cref="AtOnce"/>.</summary>
    public bool IsGathering { get; set; }

    /// <summary>The least level that is not kept waiting otherwise.</summary>
    protected abstract LogLevel AtOnce { get; }

    /// <summary>How long a record waits at most.</summary>
    protected abstract TimeSpan Moment { get; }

    /// <inheritdoc/>
    public void Write(in LogRecord record)
    {
        lock (gate)
        {
            format.Write(buffer, record);
            if (record.Level >= (IsGathering ? LogLevel.Warning : AtOnce) || buffer.WrittenCount >= Enough)
            {
                Flush();
            }
            else if (!isTimed)
            {
                isTimed = true;
                timer.Change(Moment, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Writes what waits in memory.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (buffer.WrittenCount > 0)
            {
                Send(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            Flush();
            Close();
        }
    }

    /// <summary>Writes lines to where they go; never beside another call.</summary>
    protected abstract void Send(ReadOnlySpan<byte> lines);

    /// <summary>Lets go of where they go; never beside <see cref="Send"/>.</summary>
    protected virtual void Close()
    {
    }

    private void EndMoment()
    {
        lock (gate)
        {
            isTimed = false;
            Flush();
        }
    }
}
