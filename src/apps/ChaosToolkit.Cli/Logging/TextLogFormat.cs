using System.Buffers;
using System.Globalization;
using System.Text;
using ChaosToolkit.Secrets;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Records as lines: <c>[time LEVEL] message</c>, what follows indented by four spaces.</summary>
/// <param name="withSource">Whether <c>[module:line]</c> stands before the message.</param>
/// <param name="withTrace">Whether an exception is told in full below the message.</param>
/// <param name="coloured">Whether what stands in brackets is coloured by level.</param>
/// <param name="mask">Masks secrets in an exception; the message comes masked.</param>
internal sealed class TextLogFormat(bool withSource, bool withTrace, bool coloured, SecretMask? mask = null) : ILogFormat
{
    private const string Continuation = "\n    ";

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target, in LogRecord record)
    {
        var text = new StringBuilder();
        text.Append(coloured ? Colour(record.Level) : "").Append('[');
        text.Append(CultureInfo.InvariantCulture, $"{record.Time:yyyy-MM-dd HH:mm:ss}").Append(' ').Append(LevelNames.Of(record.Level)).Append(']');
        if (withSource)
        {
            text.Append(" [").Append(record.Module).Append(':').Append(record.Line).Append(']');
        }

        text.Append(coloured ? "\e[0m " : " ");
        AppendLines(text, record.Message);
        if (record.Explanation is { Length: > 0 } explanation)
        {
            text.Append(Continuation);
            AppendLines(text, explanation);
        }

        if (withTrace && record.Exception is { } exception)
        {
            text.Append(Continuation);
            AppendLines(text, mask?.Apply(exception.ToString()) ?? exception.ToString());
        }

        text.Append('\n');
        foreach (var chunk in text.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, target);
        }
    }

    private static void AppendLines(StringBuilder text, string lines)
    {
        if (lines.AsSpan().IndexOfAny('\n', '\r') < 0)
        {
            text.Append(lines);
            return;
        }

        var separator = "";
        foreach (var line in lines.AsSpan().TrimEnd("\r\n").EnumerateLines())
        {
            text.Append(separator).Append(line);
            separator = Continuation;
        }
    }

    private static string Colour(LogLevel level) => level switch
    {
        LogLevel.Information => "\e[32m",
        LogLevel.Warning => "\e[33m",
        LogLevel.Error => "\e[31m",
        LogLevel.Critical => "\e[1;31m",
        _ => "\e[36m",
    };
}
