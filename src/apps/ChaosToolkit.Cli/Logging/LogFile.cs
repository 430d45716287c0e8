using System.Buffers;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>The log file. DEBUG records gather in memory for a moment; one of INFO or above takes them along to the disk at once.</summary>
internal sealed class LogFile : ILogSink, IDisposable
{
    private const int Enough = 32 * 1024;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Lock gate = new();
    private readonly AppendedFile target;
    private readonly ILogFormat format;
    private readonly ITimer timer;
    private readonly Action<string> failed;
    private bool isClosed;

    /// <summary>Opens the file to append to it.</summary>
    /// <param name="path">The file; it is made when it is missing, its folder is not.</param>
    /// <param name="format">How records are written.</param>
    /// <param name="least">The least level that is written.</param>
    /// <param name="time">For the moment that DEBUG records wait.</param>
    /// <param name="failed">Is told, once, when the file cannot be written to any more.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public LogFile(string path, ILogFormat format, LogLevel least, TimeProvider time, Action<string> failed)
    {
        this.format = format;
        this.failed = failed;
        Least = least;
        target = new AppendedFile(path);
        timer = time.CreateTimer(static log => ((LogFile)log!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public LogLevel Least { get; }

    /// <inheritdoc/>
    public void Write(in LogRecord record)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            var wasEmpty = buffer.WrittenCount == 0;
            format.Write(buffer, record);
            if (record.Level >= LogLevel.Information || buffer.WrittenCount >= Enough)
            {
                Flush();
            }
            else if (wasEmpty)
            {
                timer.Change(Moment, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Writes what waits in memory.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (isClosed || buffer.WrittenCount == 0)
            {
                return;
            }

            try
            {
                target.Write(buffer.WrittenSpan);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                isClosed = true;
                failed(error.Message);
            }

            buffer.ResetWrittenCount();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            Flush();
            isClosed = true;
            target.Dispose();
        }
    }
}
