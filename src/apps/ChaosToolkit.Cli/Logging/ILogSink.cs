using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Something that keeps or shows records.</summary>
internal interface ILogSink
{
    /// <summary>The least level it takes.</summary>
    LogLevel Least { get; }

    /// <summary>Takes a record of at least that level; several threads may call it.</summary>
    void Write(in LogRecord record);
}
