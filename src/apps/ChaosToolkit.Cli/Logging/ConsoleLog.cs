using ChaosToolkit.Cli.Terminal;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>The log on the console: each record is out when the call returns, for somebody may be watching it, or a script waiting for it; while a run gathers them, a moment later.</summary>
internal sealed class ConsoleLog(LiveArea area, ILogFormat format, LogLevel least, TimeProvider time) : GatheringSink(format, least, time)
{
    /// <inheritdoc/>
    protected override LogLevel AtOnce => LogLevel.Trace;

    /// <inheritdoc/>
    protected override TimeSpan Moment { get; } = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    protected override void Send(ReadOnlySpan<byte> lines) => area.Write(lines);
}
