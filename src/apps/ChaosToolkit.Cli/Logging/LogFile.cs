using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>The log file. DEBUG records gather in memory for a moment; one of INFO or above takes them along to the disk at once; while a run gathers them, those below WARNING too wait for it.</summary>
internal sealed class LogFile : GatheringSink
{
    private readonly AppendedFile target;
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
        : base(format, least, time)
    {
        this.failed = failed;
        target = new AppendedFile(path);
    }

    /// <inheritdoc/>
    protected override LogLevel AtOnce => LogLevel.Information;

    /// <inheritdoc/>
    protected override TimeSpan Moment { get; } = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    protected override void Close()
    {
        isClosed = true;
        target.Dispose();
    }

    /// <inheritdoc/>
    protected override void Send(ReadOnlySpan<byte> lines)
    {
        try
        {
            if (!isClosed)
            {
                target.Write(lines);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            isClosed = true;
            failed(error.Message);
        }
    }
}
