using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Records as JSON objects, one a line.</summary>
/// <param name="contextId">What all records of one command have in common.</param>
internal sealed class JsonLogFormat(Guid contextId) : ILogFormat
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target, in LogRecord record)
    {
        using (var writer = new Utf8JsonWriter(target, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("process", Environment.ProcessId);
            writer.WriteString("asctime", record.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            writer.WriteString("levelname", LevelNames.Of(record.Level));
            writer.WriteString("module", record.Module);
            writer.WriteNumber("lineno", record.Line);
            writer.WriteString("message", record.Message);
            if (record.Explanation is { Length: > 0 } explanation)
            {
                writer.WriteString("explanation", explanation);
            }

            writer.WriteString("timestamp", record.Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
            writer.WriteString("context_id", contextId);
            writer.WriteEndObject();
        }

        target.Write("\n"u8);
    }
}
