namespace ChaosToolkit.Python;

/// <summary>The state of a log record that came from Python: where in Python it was logged, for those who show that.</summary>
/// <remarks>The record's category is the module; loggers are given this as the state of <c>ILogger.Log</c>, and its text is the message.</remarks>
/// <param name="Module">The Python module's name, without its package.</param>
/// <param name="Line">The line in it, counted from 1.</param>
public sealed record PythonLogOrigin(string Module, int Line)
{
    /// <summary>The message.</summary>
    public string Message { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Message;
}
