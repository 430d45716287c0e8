using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>One record of the log.</summary>
/// <param name="Time">When, in local time.</param>
/// <param name="Level">How much it weighs.</param>
/// <param name="Module">Where it comes from: a category's last segment, or a Python module.</param>
/// <param name="Line">The line there; 0 when it is not known.</param>
/// <param name="Message">What happened; further lines of it are continuation lines.</param>
/// <param name="Explanation">Why, for the lines below the message; <see langword="null"/> when there is nothing to explain.</param>
/// <param name="Exception">What caused it; only the log file tells more of it than the message does.</param>
internal readonly record struct LogRecord(DateTimeOffset Time, LogLevel Level, string Module, int Line, string Message, string? Explanation, Exception? Exception);
