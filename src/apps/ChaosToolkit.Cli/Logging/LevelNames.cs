using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>The levels as the log and the command line name them.</summary>
internal static class LevelNames
{
    /// <summary>What <c>--log-file-level</c> takes.</summary>
    public static readonly IReadOnlyList<string> Options = ["debug", "info", "warning", "error", "critical"];

    /// <summary>The level as it stands in a line.</summary>
    public static string Of(LogLevel level) => level switch
    {
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        LogLevel.Critical => "CRITICAL",
        _ => "DEBUG",
    };

    /// <summary>The level that one of <see cref="Options"/> names.</summary>
    public static LogLevel Parse(string option) => option switch
    {
        "info" => LogLevel.Information,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "critical" => LogLevel.Critical,
        _ => LogLevel.Debug,
    };
}
