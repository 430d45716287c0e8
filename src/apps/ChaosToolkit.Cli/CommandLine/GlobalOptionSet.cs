using System.CommandLine;
using ChaosToolkit.Cli.Logging;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>Declares the options that stand before the command, and reads them.</summary>
internal sealed class GlobalOptionSet
{
    private readonly Option<bool> version = CommandLineOptions.Flag("--version", "Print the version.");
    private readonly Option<bool> verbose = CommandLineOptions.Flag("--verbose", "Show DEBUG lines and where each line comes from.");
    private readonly Option<bool> noVersionCheck = CommandLineOptions.Flag("--no-version-check", "Accepted for compatibility: no version check is ever made.");
    private readonly Option<string?> changeDir = CommandLineOptions.Value("--change-dir", "DIR", "Work in this folder.");
    private readonly Option<bool> noLogFile = CommandLineOptions.Flag("--no-log-file", "Write no log file.");
    private readonly Option<string?> logFile = CommandLineOptions.Value("--log-file", "FILE", "The log file, appended to; chaostoolkit.log when not given.");
    private readonly ChoiceOption logFileLevel = new("--log-file-level", "The least level in the log file; debug when not given.", LevelNames.Options);
    private readonly ChoiceOption logFormat = new("--log-format", "How the console's log lines look; string when not given.", ["string", "json"]);
    private readonly Option<string?> settings = CommandLineOptions.Value("--settings", "FILE", "The settings file; ~/.chaostoolkit/settings.yaml when not given.");

    public GlobalOptionSet(RootCommand root)
    {
        foreach (var option in (IEnumerable<Option>)[version, verbose, noVersionCheck, changeDir, noLogFile, logFile, logFileLevel, logFormat, settings])
        {
            root.Add(option);
        }
    }

    /// <summary>Whether only the version is asked for.</summary>
    public bool AsksForVersion(ParseResult parse) => parse.GetValue(version);

    /// <summary>Reads the options.</summary>
    public GlobalOptions Bind(ParseResult parse) => new()
    {
        Verbose = parse.GetValue(verbose),
        ChangeDir = parse.Last(changeDir),
        LogFile = parse.GetValue(noLogFile) ? null : parse.Last(logFile) ?? "chaostoolkit.log",
        LogFileLevel = LevelNames.Parse(parse.Last(logFileLevel) ?? "debug"),
        Json = parse.Last(logFormat) == "json",
        SettingsPath = HomePath.Expand(parse.Last(settings) ?? "~/.chaostoolkit/settings.yaml"),
    };
}
