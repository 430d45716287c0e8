using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>The options that stand before the command.</summary>
internal sealed record GlobalOptions
{
    /// <summary>Whether the console shows DEBUG lines and where each line comes from.</summary>
    public bool Verbose { get; init; }

    /// <summary>The folder to work in; <see langword="null"/> to stay.</summary>
    public string? ChangeDir { get; init; }

    /// <summary>The log file, relative to the folder the command was started in; <see langword="null"/> for none.</summary>
    public string? LogFile { get; init; } = "chaostoolkit.log";

    /// <summary>The least level that is written to the log file.</summary>
    public LogLevel LogFileLevel { get; init; } = LogLevel.Debug;

    /// <summary>Whether the console's lines are JSON objects.</summary>
    public bool Json { get; init; }

    /// <summary>The settings file, as it was given.</summary>
    public required string SettingsPath { get; init; }
}
