using System.Buffers;
using ChaosToolkit.Cli.Terminal;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>The log on the console: each record is out when the call returns, for somebody may be watching it, or a script waiting for it.</summary>
internal sealed class ConsoleLog(LiveArea area, ILogFormat format, LogLevel least) : ILogSink
{
    private readonly ArrayBufferWriter<byte> buffer = new(256);
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public LogLevel Least { get; } = least;

    /// <inheritdoc/>
    public void Write(in LogRecord record)
    {
        lock (gate)
        {
            buffer.ResetWrittenCount();
            format.Write(buffer, record);
            area.Write(buffer.WrittenSpan);
        }
    }
}
