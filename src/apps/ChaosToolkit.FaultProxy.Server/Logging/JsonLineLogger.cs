using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Logging;

/// <summary>Writes each event as one JSON object on a line: level, fields, caller, time, message, as Toxiproxy does.</summary>
internal sealed class JsonLineLogger(LineOutput output, LogLevel least, TimeProvider time) : ILogger
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("level", NameOf(logLevel));
            var message = "";
            foreach (var (name, value) in state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
            {
                if (name == "{OriginalFormat}")
                {
                    message = MessageOf(value?.ToString() ?? "");
                }
                else
                {
                    json.WriteString(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), value?.ToString());
                }
            }

            if (exception is not null)
            {
                json.WriteString("err", exception.Message);
            }

            json.WriteString("caller", eventId.Name);
            json.WriteString("time", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
            if (message.Length > 0)
            {
                json.WriteString("message", message);
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
    }

    /// <summary>The least level of <c>LOG_LEVEL</c>; all levels when it is not set.</summary>
    public static LogLevel LevelOf(string? name) => name?.ToUpperInvariant() switch
    {
        null or "" or "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" => LogLevel.Information,
        "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "PANIC" => LogLevel.Critical,
        "DISABLED" => LogLevel.None,
        _ => LogLevel.Trace,
    };

    // The fields stand by themselves: the message is what is before them.
    private static string MessageOf(string format) => format[..(format.IndexOf('{', StringComparison.Ordinal) is var field and >= 0 ? field : format.Length)].TrimEnd(' ', ':');

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
