using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Settings;

/// <summary>Warns of settings that are not what they must be: a run goes on without them, as the original's does, but not without a word.</summary>
internal static class SettingsCheck
{
    private const string Names = "an object of names and values";

    /// <summary>Logs a warning for each member that is ignored.</summary>
    /// <param name="settings">The settings; <see langword="null"/> for none.</param>
    /// <param name="file">Where they were read from.</param>
    /// <param name="logger">Where to warn.</param>
    public static void Warn(JsonObject? settings, SettingsFile file, ILogger logger)
    {
        if (settings is null)
        {
            if (!file.Exists)
            {
                logger.LogDebug("There is no settings file '{File}'.", file.Path);
            }

            return;
        }

        foreach (var (member, wanted, value) in WrongIn(settings))
        {
            logger.LogWarning("'{Member}' in the settings file '{File}' must be {Wanted}; it is {Value}, and is ignored.", member, file.Path, wanted, InWords(value));
        }
    }

    private static IEnumerable<(string Member, string Wanted, JsonNode? Value)> WrongIn(JsonObject settings)
    {
        foreach (var name in (string[])["auths", "controls", "runtime"])
        {
            if (settings[name] is not (null or JsonObject))
            {
                yield return (name, Names, settings[name]);
            }
        }

        if (settings["notifications"] is not (null or JsonArray))
        {
            yield return ("notifications", "a list of channels", settings["notifications"]);
        }

        foreach (var (index, channel) in (settings["notifications"] as JsonArray ?? []).Index())
        {
            if (channel is not JsonObject)
            {
                yield return ($"notifications[{index}]", Names, channel);
            }
        }

        foreach (var part in (string[])["hypothesis", "rollbacks"])
        {
            var chosen = (settings["runtime"] as JsonObject)?[part];
            if (chosen is not (null or JsonObject))
            {
                yield return ($"runtime.{part}", "an object with a 'strategy'", chosen);
            }
            else if (chosen?["strategy"] is { } strategy && Value.AsText(strategy) is null)
            {
                yield return ($"runtime.{part}.strategy", "a text", strategy);
            }
        }
    }

    // A text may be a secret in the wrong place.
    private static string InWords(JsonNode? value) => Value.KindOf(value) switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => "true or false",
        ValueKind.Integer or ValueKind.Float => "a number",
        ValueKind.List => "a list",
        ValueKind.Object => "an object",
        _ => "a text",
    };
}
