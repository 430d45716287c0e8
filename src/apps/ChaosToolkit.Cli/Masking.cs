using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli;

/// <summary>Whether secrets are masked, and which are known before a run.</summary>
internal static class Masking
{
    private const string Variable = "CHAOS_MASK";

    /// <summary>Turns masking off where the option, the environment or the settings say so, and warns of it: on the terminal, for it is no part of the run.</summary>
    public static async Task ChooseAsync(EngineServices services, bool isAskedFor, TextWriter terminal)
    {
        var by = !isAskedFor ? "--no-mask"
            : Environment.GetEnvironmentVariable(Variable) is { } value && IsNo(Value.Text(value)) ? $"{Variable}={value}"
            : services.Settings?["mask"] is { } setting && IsNo(setting) ? "the setting 'mask'"
            : null;
        if (by is not null)
        {
            services.Mask.TurnOff();
            await terminal.WriteLineAsync($"Warning: secrets are not masked, as {by} says: the log, the journal and notifications show them.");
        }
    }

    /// <summary>Tells the mask of the secrets that the environment and variable files hold.</summary>
    /// <returns>The document.</returns>
    public static LoadedDocument Learn(EngineServices services, LoadedDocument document, Variables variables)
    {
        services.Mask.Add(new SecretsLoader(time: services.Time).SensitiveOf(document.Node["secrets"], variables));
        return document;
    }

    private static bool IsNo(JsonNode value) => Value.AsBoolean(value) == false || Value.AsText(value)?.ToUpperInvariant() is "OFF" or "FALSE" or "NO" or "0";
}
