using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Journaling;
using ChaosToolkit.Providers;
using ChaosToolkit.Secrets;
using ChaosToolkit.Telemetry;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>A run that goes on: its documents, which are live, and what its parts need of each other.</summary>
internal sealed class RunContext
{
    public required JsonObject Experiment { get; init; }

    public required JsonObject Configuration { get; init; }

    public required JsonObject Secrets { get; init; }

    /// <summary>The settings as controls see them, strategies included; <see langword="null"/> without a settings file.</summary>
    public required JsonObject? Settings { get; init; }

    /// <summary>Knows the secrets, which must not be written anywhere.</summary>
    public required SecretMask Mask { get; init; }

    public required RunOptions Options { get; init; }

    public required RunLog Log { get; init; }

    public required RunEvents Events { get; init; }

    public required ControlSet Controls { get; init; }

    public required RunInterruption Interruption { get; init; }

    public required Catalog<IProvider> Providers { get; init; }

    public required Tolerances.ToleranceCatalog Tolerances { get; init; }

    public required TimeProvider Time { get; init; }

    public Directions Directions { get; } = new();

    public required ILogger Logger { get; init; }

    /// <summary>Tells of the run in spans and metrics; <see langword="null"/> where nobody is told.</summary>
    public RunTelemetry? Telemetry { get; init; }

    /// <summary>Brings out what logs keep in memory.</summary>
    public Action FlushLogs { get; init; } = static () => { };

    /// <summary>Writes whatever tells of the run and still waits in memory.</summary>
    public void Flush()
    {
        Log.Flush();
        FlushLogs();
    }

    public async ValueTask RaiseAsync(string name, params (string Key, JsonNode? Value)[] arguments)
    {
        if (Events.HasHandlers)
        {
            Flush();
            var byName = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
            foreach (var (key, value) in arguments)
            {
                byName[key] = value;
            }

            await Events.RaiseAsync(new RunEvent(name, byName), Time, Interruption.Token);
        }
    }

    /// <summary>What a control is given when it is configured and cleaned up.</summary>
    public ControlContext ContextOf(JsonObject declaration, bool isGlobal) => new()
    {
        Level = ControlLevel.Experiment,
        Control = declaration,
        Experiment = Experiment,
        Configuration = Configuration,
        Secrets = Secrets,
        Settings = isGlobal ? Settings : null,
        Arguments = (declaration["provider"] as JsonObject)?["arguments"] as JsonObject,
        Events = Events,
        Run = this,
    };

    /// <summary>What a control is given around a part of the run.</summary>
    public ControlContext ContextOf(JsonObject declaration, ControlLevel level, JsonObject context, JsonNode? state) => new()
    {
        Level = level,
        Control = declaration,
        Context = context,
        State = state,
        Experiment = Experiment,
        Configuration = Configuration,
        Secrets = Secrets,
        Settings = Settings,
        Arguments = ControlSet.ArgumentsOf(declaration, Configuration, Secrets),
        Run = this,
    };
}
