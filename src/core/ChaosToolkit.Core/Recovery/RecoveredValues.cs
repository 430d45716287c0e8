using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Journaling;
using ChaosToolkit.Loading;
using ChaosToolkit.Secrets;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Recovery;

/// <summary>Configuration and secrets for a run that is recovered: the log's, and what it does not hold resolved again from where it came.</summary>
internal sealed class RecoveredValues
{
    private string? failure;

    public JsonObject Configuration { get; private set; } = [];

    public JsonObject Secrets { get; private set; } = [];

    public static async Task<RecoveredValues> LoadAsync(RunState state, SecretMask mask, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var values = new RecoveredValues { Configuration = (JsonObject)state.Configuration.DeepClone() };
        try
        {
            await values.ResolveAsync(state, mask, time, cancellationToken);
        }
        catch (Exception exception) when (exception is ChaosException or IOException or UnauthorizedAccessException or HttpRequestException or OperationCanceledException)
        {
            // What needs none of it is still taken back.
            values.failure = exception.Message;
            logger.LogWarning("The run's secrets cannot be resolved again: {Reason}", exception.Message);
        }

        return values;
    }

    /// <summary>Why something cannot be played: it refers to what could not be resolved.</summary>
    public string? ReasonAgainst(OpenUndo undo) =>
        failure is not null && HasUnknown(undo.Activity["provider"])
            ? $"It refers to a secret that cannot be resolved: {failure} Recover it again where the secrets of the run are."
            : null;

    private async Task ResolveAsync(RunState state, SecretMask mask, TimeProvider time, CancellationToken cancellationToken)
    {
        var experiment = state.Builder.Journal["experiment"] as JsonObject ?? [];
        var withheld = state.Variables?.Withheld ?? [];
        if (withheld.Count == 0 && experiment["secrets"] is null)
        {
            return;
        }

        var variables = Variables.Read([], state.Opened?.VariableFiles ?? [], path => DocumentReader.Read(
            DocumentText.Decode(path, File.ReadAllBytes(path)), DocumentReader.FormatOf(path) ?? DocumentFormat.Yaml).Root);
        if (withheld.Count > 0)
        {
            var again = new ConfigurationLoader().Load(experiment["configuration"], variables);
            foreach (var name in withheld)
            {
                Configuration[name] = ValueCopy.Of(again[name]);
            }
        }

        var loaded = await new SecretsLoader(time: time).LoadAsync(experiment["secrets"], variables, Configuration, cancellationToken);
        mask.KeepWritten(experiment);
        mask.Add(loaded.Sensitive);
        Secrets = loaded.Values;
    }

    private bool HasUnknown(JsonNode? value) => value switch
    {
        JsonObject members => members.Any(member => HasUnknown(member.Value)),
        JsonArray items => items.Any(HasUnknown),
        _ => Value.AsText(value) is { } text && Substitution.HasUnknown(text, Configuration, Secrets),
    };
}
