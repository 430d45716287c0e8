using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Secrets;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>The configuration and the secrets as far as they are known before a run, and where each comes from. No secret is among its values.</summary>
internal sealed class VariablePlan
{
    private readonly Variables variables;
    private readonly Func<string, string?> environment;
    private readonly SecretMask mask = new();
    private readonly Dictionary<string, ValueOrigin> origins = new(StringComparer.Ordinal);
    private readonly HashSet<string> secretVariables = new(StringComparer.Ordinal);
    private readonly JsonObject values;
    private readonly JsonObject masked = [];

    public VariablePlan(JsonObject experiment, Variables variables, Func<string, string?> environment)
    {
        this.variables = variables;
        this.environment = environment;
        var declared = DocumentNode.FromMemory(experiment, "experiment");
        mask.KeepWritten(experiment);
        mask.Add(new SecretsLoader(environment).SensitiveOf(declared["secrets"], variables));
        values = new ConfigurationLoader(environment).Read(declared["configuration"], variables, []);
        AddSecrets(experiment["secrets"] as JsonObject);
        AddConfiguration(experiment["configuration"] as JsonObject);
        Raw = new SecretsLoader(environment).Read(declared["secrets"], variables, values, []);
    }

    /// <summary>The entries of the configuration, in order of declaration.</summary>
    public List<PlannedEntry> Configuration { get; } = [];

    /// <summary>The secrets by <c>scope.name</c>, in order of declaration; without values.</summary>
    public List<PlannedEntry> Secrets { get; } = [];

    /// <summary>What is not known.</summary>
    public List<OpenQuestion> Open { get; } = [];

    /// <summary>The secrets that are known before a run, not masked: for those that are asked for their plan.</summary>
    public JsonObject Raw { get; }

    /// <summary>The configuration that is known before a run, not masked.</summary>
    public JsonObject Known => new(values.Where(entry => !IsDynamic(entry.Value)).Select(entry => KeyValuePair.Create(entry.Key, ValueCopy.Of(entry.Value))));

    /// <summary>Whether an activity that is given these scopes would be given something that only Vault knows, or that is missing.</summary>
    public bool HasUnknown(IEnumerable<string> scopes) => Secrets.Any(secret => !secret.IsKnown && scopes.Contains(secret.Name.Split('.')[0]));

    /// <summary>A text with secrets masked by their value.</summary>
    public string Mask(string text) => mask.Apply(text);

    /// <summary>A value as an activity would be given it, masked.</summary>
    public PlannedValue Resolve(string name, JsonNode? written, string pointer)
    {
        var from = References.In(written, origins.ContainsKey).Select(OriginOf).ToList();
        foreach (var unknown in from.Where(origin => origin.Kind == OriginKind.Unknown))
        {
            Open.Add(new OpenQuestion("reference", pointer, $"'${{{unknown.Name}}}' refers to nothing that is declared: it stays as it is written."));
        }

        return new PlannedValue(name, ValueCopy.Of(mask.ApplyToDocument(Substitution.Apply(written, ShownConfiguration, masked))), from);
    }

    private JsonObject ShownConfiguration =>
        field ??= new(Configuration.Where(entry => entry.IsKnown).Select(entry => KeyValuePair.Create(entry.Name, ValueCopy.Of(entry.Value))));

    private ValueOrigin OriginOf(string name) => origins.GetValueOrDefault(name) ?? new ValueOrigin(name, OriginKind.Unknown);

    private static bool IsDynamic(JsonNode? value) => value is JsonObject entry && Value.AsText(entry["type"]) == "probe";

    private void AddConfiguration(JsonObject? declared)
    {
        foreach (var (name, written) in declared ?? [])
        {
            var isOverridden = variables.Configuration.TryGetPropertyValue(name, out var given);
            var entry = (isOverridden ? given : written) as JsonObject;
            var pointer = $"/configuration/{Pointer.Escape(name)}";
            var origin = Value.AsText(entry?["type"]) switch
            {
                "env" => OfVariable(name, Value.AsText(entry!["key"]) ?? "", entry.ContainsKey("default")), // it has a type
                "probe" => new ValueOrigin(name, OriginKind.Dynamic),
                _ when isOverridden => variables.FileOf.TryGetValue($"configuration/{name}", out var file)
                    ? new ValueOrigin(name, OriginKind.VarFile, Path.GetFileName(file))
                    : new ValueOrigin(name, OriginKind.Var),
                _ => new ValueOrigin(name, OriginKind.Written),
            };
            var isSecret = origin.Detail is { } variable && origin.Kind is OriginKind.Environment && secretVariables.Contains(variable);
            origin = origin with { IsSecret = isSecret };
            var value = isSecret ? Value.Text(SecretMask.Replacement) : origin.Kind is OriginKind.Dynamic or OriginKind.Missing ? null : values[name];
            origins[name] = origin;
            Configuration.Add(new PlannedEntry(name, ValueCopy.Of(mask.ApplyToDocument(value)), origin));
            switch (origin.Kind)
            {
                case OriginKind.Missing:
                    Open.Add(new OpenQuestion("missing-variable", pointer, $"The environment variable '{origin.Detail}' is not set: the run would not start."));
                    break;
                case OriginKind.Dynamic:
                    Open.Add(new OpenQuestion("dynamic-configuration", pointer, $"'{name}' is what a probe gives when the run starts."));
                    break;
            }
        }
    }

    private ValueOrigin OfVariable(string name, string variable, bool hasDefault) => (environment(variable), hasDefault) switch
    {
        (not null, _) when variables.FileOf.TryGetValue($"environment/{variable}", out var file) => new ValueOrigin(name, OriginKind.VarFile, Path.GetFileName(file)),
        (not null, _) => new ValueOrigin(name, OriginKind.Environment, variable),
        (null, true) => new ValueOrigin(name, OriginKind.Default, variable),
        _ => new ValueOrigin(name, OriginKind.Missing, variable),
    };

    private void AddSecrets(JsonObject? declared)
    {
        foreach (var (scope, written) in declared ?? [])
        {
            var isOverridden = variables.Secrets.TryGetPropertyValue(scope, out var given);
            var file = isOverridden && variables.FileOf.TryGetValue($"secrets/{scope}", out var path) ? Path.GetFileName(path) : null;
            var node = isOverridden ? given : written;
            if (node is not JsonObject members || Value.AsText(members["type"]) is "env" or "vault")
            {
                AddSecret(scope, scope, node, file, null);
                continue;
            }

            var entries = new JsonObject();
            masked[scope] = entries;
            foreach (var (name, value) in members)
            {
                AddSecret(name, $"{scope}.{name}", value, file, entries);
            }
        }
    }

    private void AddSecret(string name, string path, JsonNode? written, string? file, JsonObject? scope)
    {
        var entry = written as JsonObject;
        var variable = Value.AsText(entry?["key"]) ?? "";
        var origin = Value.AsText(entry?["type"]) switch
        {
            "env" => environment(variable) is null ? new ValueOrigin(name, OriginKind.Missing, variable) : new ValueOrigin(name, OriginKind.Environment, variable),
            "vault" => new ValueOrigin(name, OriginKind.Vault, Value.AsText(entry!["path"])), // it has a type
            _ => file is null ? new ValueOrigin(name, OriginKind.Written) : new ValueOrigin(name, OriginKind.VarFile, file),
        };
        origin = origin with { IsSecret = true };
        if (origin.Kind == OriginKind.Environment)
        {
            secretVariables.Add(variable);
        }

        Secrets.Add(new PlannedEntry(path, null, origin));
        if (scope is not null)
        {
            scope[name] = Value.Text(SecretMask.Replacement);
            origins.TryAdd(name, origin);
        }

        var pointer = $"/secrets/{string.Join('/', path.Split('.', 2).Select(Pointer.Escape))}";
        switch (origin.Kind)
        {
            case OriginKind.Missing:
                Open.Add(new OpenQuestion("missing-variable", pointer, $"The environment variable '{variable}' is not set: the run would not start."));
                break;
            case OriginKind.Vault:
                Open.Add(new OpenQuestion("vault", pointer, $"'{path}' is read from Vault when the run starts."));
                break;
        }
    }
}
