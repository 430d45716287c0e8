using System.Buffers;

namespace ChaosToolkit.Cli.Logging;

/// <summary>How a record is written.</summary>
internal interface ILogFormat
{
    /// <summary>Writes the record in UTF-8, with the end of its last line.</summary>
    void Write(IBufferWriter<byte> target, in LogRecord record);
}
