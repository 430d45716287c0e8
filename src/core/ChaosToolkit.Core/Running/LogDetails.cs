using System.Collections;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>A log record whose message has more to say below it, in lines of their own that are not part of the message: its fact <c>Explanation</c>.</summary>
/// <param name="message">The message.</param>
/// <param name="details">The lines below it.</param>
public sealed class LogDetails(string message, IReadOnlyList<string> details) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => new("Explanation", details.Count == 0 ? null : string.Join('\n', details));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => message;

    /// <summary>Logs a message with lines below it.</summary>
    public static void Write(ILogger logger, LogLevel level, string message, IReadOnlyList<string> details, Exception? exception = null) =>
        logger.Log(level, default, new LogDetails(message, details), exception, static (state, _) => state.ToString());
}
