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

    private volatile WrittenTime? lastTime;

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target, in LogRecord record)
    {
        Add(target, coloured ? Colour(record.Level) : "");
        AddTime(target, record.Time);
        Add(target, LevelNames.Of(record.Level));
        Add(target, "]");
        if (withSource)
        {
            Add(target, " [");
            Add(target, record.Module);
            Add(target, ":");
            Add(target, record.Line == 0 ? "0" : record.Line.ToString(CultureInfo.InvariantCulture));
            Add(target, "]");
        }

        Add(target, coloured ? "\e[0m " : " ");
        AddLines(target, record.Message);
        if (record.Explanation is { Length: > 0 } explanation)
        {
            Add(target, Continuation);
            AddLines(target, explanation);
        }

        if (withTrace && record.Exception is { } exception)
        {
            Add(target, Continuation);
            AddLines(target, mask?.Apply(exception.ToString()) ?? exception.ToString());
        }

        Add(target, "\n");
    }

    private static void Add(IBufferWriter<byte> target, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, target);

    // Many records share a second.
    private void AddTime(IBufferWriter<byte> target, DateTimeOffset time)
    {
        var last = lastTime;
        if (last is null || last.Second != time.Ticks / TimeSpan.TicksPerSecond)
        {
            lastTime = last = new WrittenTime(time.Ticks / TimeSpan.TicksPerSecond, time.ToString("'['yyyy-MM-dd HH:mm:ss' '", CultureInfo.InvariantCulture));
        }

        Add(target, last.Text);
    }

    private static void AddLines(IBufferWriter<byte> target, string lines)
    {
        if (lines.AsSpan().IndexOfAny('\n', '\r') < 0)
        {
            Add(target, lines);
            return;
        }

        var separator = "";
        foreach (var line in lines.AsSpan().TrimEnd("\r\n").EnumerateLines())
        {
            Add(target, separator);
            Add(target, line);
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

    private sealed record WrittenTime(long Second, string Text);
}
