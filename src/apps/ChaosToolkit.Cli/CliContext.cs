using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Logging;
using ChaosToolkit.Cli.Settings;
using ChaosToolkit.Extensions;
using ChaosToolkit.OpenTelemetry;
using ChaosToolkit.Prometheus;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;
using ChaosToolkit.Slack;
using ChaosToolkit.Telemetry;
using ChaosToolkit.Toxiproxy;

namespace ChaosToolkit.Cli;

/// <summary>What a command is run with.</summary>
/// <param name="Options">The options before the command.</param>
/// <param name="Loggers">Makes loggers; what they write has gone out when the command has ended.</param>
/// <param name="Time">The clock.</param>
/// <param name="Output">Standard output: what the command was asked for, never the log.</param>
/// <param name="Error">Standard error: what a person should see that is no log line.</param>
internal sealed record CliContext(GlobalOptions Options, ChaosLoggerFactory Loggers, TimeProvider Time, TextWriter Output, TextWriter Error)
{
    /// <summary>The settings file that <c>--settings</c> names.</summary>
    public SettingsFile Settings => new(Options.SettingsPath);

    /// <summary>The engine, with the settings; it is the caller's to dispose.</summary>
    /// <param name="python">The interpreter that the command line names.</param>
    public Engine NewEngine(string? python) => NewEngine(python, Settings.Load());

    /// <summary>The engine, with settings of another file; it is the caller's to dispose.</summary>
    /// <param name="python">The interpreter that the command line names.</param>
    /// <param name="settings">The settings; <see langword="null"/> for none.</param>
    public Engine NewEngine(string? python, JsonObject? settings) => new(
        new EngineServices(Loggers, Time)
        {
            Settings = settings,
            Python = python,
            Mask = Loggers.Mask,
            ExtensionFolders = ExtensionFolders.Default,
            StandardOutput = Console.OpenStandardOutput(),
            FlushLogs = Loggers.Flush,
            TelemetryExporter = Export,
        },
        typeof(PythonInterpreter).Assembly,
        typeof(PrometheusProbes).Assembly,
        typeof(SlackNotifier).Assembly,
        ToxiproxyDriver.Assembly);

    // The one place that knows of the exporter: what it needs is loaded when it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
#pragma warning disable CA1859 // the exporter's own type would be loaded with this one
    private ITelemetryExport Export(TelemetryOptions options)
#pragma warning restore CA1859
    {
        var export = OpenTelemetryExport.Start(options);
        Loggers.Forward(export);
        return export;
    }
}
