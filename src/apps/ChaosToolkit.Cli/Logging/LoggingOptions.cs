using ChaosToolkit.Secrets;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Where the log goes and how it looks.</summary>
internal sealed record LoggingOptions
{
    /// <summary>Whether the console shows DEBUG lines and where each line comes from.</summary>
    public bool Verbose { get; init; }

    /// <summary>Whether the console's lines are JSON objects.</summary>
    public bool Json { get; init; }

    /// <summary>Whether levels are coloured on the console.</summary>
    public bool Coloured { get; init; }

    /// <summary>Masks secrets in what is logged. The default knows none.</summary>
    public SecretMask Mask { get; init; } = new();

    /// <summary>The log file; <see langword="null"/> for none.</summary>
    public string? File { get; init; }

    /// <summary>The least level in the log file. The default is DEBUG.</summary>
    public LogLevel FileLevel { get; init; } = LogLevel.Debug;
}
