using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Configuration;

/// <summary>Carries an activity out with what is known of the configuration and the secrets, and gives its output.</summary>
/// <param name="activity">The entry, shaped as a probe.</param>
/// <param name="configuration">The entries above it, resolved.</param>
/// <param name="secrets">The resolved secrets by scope.</param>
/// <param name="cancellationToken">Ends it.</param>
public delegate Task<JsonNode?> RunActivity(JsonObject activity, JsonObject configuration, JsonObject secrets, CancellationToken cancellationToken);

/// <summary>A configuration whose dynamic entries, probes that give a value, were run.</summary>
/// <param name="Values">The entries in order of declaration, without those that failed.</param>
/// <param name="Failed">The names of those that failed; where there is one, the caller logs <see cref="FailureWarning"/>.</param>
public sealed partial record DynamicConfiguration(JsonObject Values, IReadOnlyList<string> Failed)
{
    /// <summary>The one warning when dynamic entries failed, as the original has it.</summary>
    public const string FailureWarning =
        "Some of the dynamic configuration failed to be loaded.Please review the log file for understanding what happened.";

    /// <summary>Runs the dynamic entries one after the other; each sees the entries above it only.</summary>
    /// <param name="configuration">What <see cref="ConfigurationLoader"/> gave; it is not changed.</param>
    /// <param name="secrets">The resolved secrets by scope.</param>
    /// <param name="run">Carries a probe out.</param>
    /// <param name="logger">Told at DEBUG why an entry failed.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="ExitRequestedException">A probe's code asked for the end of the process.</exception>
    public static async Task<DynamicConfiguration> LoadAsync(
        JsonObject configuration, JsonObject secrets, RunActivity run, ILogger logger, CancellationToken cancellationToken)
    {
        var values = new JsonObject();
        List<string> failed = [];
        foreach (var (name, value) in configuration)
        {
            if (value is not JsonObject entry || Value.AsText(entry["type"]) != "probe")
            {
                values[name] = ValueCopy.Of(value);
                continue;
            }

            try
            {
                var output = await run(entry, values, secrets, cancellationToken).ConfigureAwait(false);
                values[name] = ValueCopy.Of(ValueOf(entry, output));
            }
            catch (Exception exception) when (exception is not ExitRequestedException && !cancellationToken.IsCancellationRequested)
            {
                failed.Add(name);
                Log.Failed(logger, name, exception);
            }
        }

        return new DynamicConfiguration(values, failed);
    }

    private static JsonNode? ValueOf(JsonObject entry, JsonNode? output)
    {
        if (output is JsonObject result)
        {
            switch (Value.AsText(entry["provider"]?["type"]))
            {
                case "process" when PythonComparison.AreEqual(result["status"], Value.Integer(0)):
                    return Value.Text((Value.AsText(result["stdout"]) ?? "").Trim());
                case "process":
                    throw new ActivityFailedException($"The process ended with status {PythonText.Of(result["status"])}.");
                case "http":
                    return result["body"];
            }
        }

        return output;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Failed to load configuration '{Name}'")]
        public static partial void Failed(ILogger logger, string name, Exception exception);
    }
}
