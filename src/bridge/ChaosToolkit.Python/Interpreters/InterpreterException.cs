using System.Text.Json;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>Code in the interpreter ended with an exception.</summary>
/// <param name="kind">What the exception means: <c>failed</c>, <c>exit</c>, <c>keyboard</c>, <c>interrupt</c>, <c>discovery</c>, <c>unusable</c>, <c>cancelled</c>.</param>
/// <param name="message">The exception as Python prints it: <c>Type: message</c>.</param>
/// <param name="text">The exception's own text.</param>
/// <param name="trace">The lines of its traceback.</param>
internal sealed class InterpreterException(string kind, string message, string text, IReadOnlyList<string> trace) : ChaosException(message)
{
    internal string Kind { get; } = kind;

    internal string Text { get; } = text;

    internal IReadOnlyList<string> Trace { get; } = trace;

    internal static InterpreterException Of(JsonElement error) => new(
        error.GetProperty("kind").GetString() ?? "failed",
        error.GetProperty("message").GetString() ?? "",
        error.TryGetProperty("text", out var text) ? text.GetString() ?? "" : "",
        [.. error.GetProperty("trace").EnumerateArray().Select(line => line.GetString() ?? "")]);

    /// <summary>What it means when a function was called as an activity.</summary>
    internal Exception AsActivityFailure() => Kind switch
    {
        "exit" => new ExitRequestedException(Text),
        "keyboard" => new ExitRequestedException(ExitRequestedException.KeyboardInterrupt),
        "unusable" => new ChaosException(Message),
        _ => new ActivityFailedException(Message) { Trace = Trace },
    };

    /// <summary>What it means when a control or a handler was called.</summary>
    internal Exception AsControlFailure() => Kind switch
    {
        "exit" => new ExitRequestedException(Text),
        "keyboard" => new ExitRequestedException(ExitRequestedException.KeyboardInterrupt),
        "interrupt" => new InterruptExecutionException(Text),
        _ => this,
    };

    /// <inheritdoc/>
    public override string ToString() => Trace.Count > 0 ? string.Join('\n', Trace) : base.ToString();
}

/// <summary>The interpreter's process ended before it answered.</summary>
/// <param name="message">How it ended, for the user.</param>
internal sealed class InterpreterEndedException(string message) : ChaosException(message);
