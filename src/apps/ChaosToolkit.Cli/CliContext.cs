using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Logging;
using ChaosToolkit.Cli.Settings;

namespace ChaosToolkit.Cli;

/// <summary>What a command is run with.</summary>
/// <param name="Options">The options before the command.</param>
/// <param name="Loggers">Makes loggers; what they write has gone out when the command has ended.</param>
/// <param name="Time">The clock.</param>
/// <param name="Output">Standard output: what the command was asked for, never the log.</param>
internal sealed record CliContext(GlobalOptions Options, ChaosLoggerFactory Loggers, TimeProvider Time, TextWriter Output)
{
    /// <summary>The settings file that <c>--settings</c> names.</summary>
    public SettingsFile Settings => new(Options.SettingsPath);
}
