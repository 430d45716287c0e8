using System.Text.Json.Nodes;
using ChaosToolkit.Configuration.Vault;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>The secrets of a run.</summary>
/// <param name="Values">The secrets by scope, in order of declaration.</param>
/// <param name="Sensitive">The texts that must not be written anywhere: what came from the environment, from Vault and from variable files.</param>
/// <param name="Warnings">What the caller logs as warnings: secrets that are left out.</param>
public sealed record LoadedSecrets(JsonObject Values, IReadOnlyCollection<string> Sensitive, IReadOnlyList<string> Warnings);

/// <summary>Makes the secrets of a run from what the experiment declares: values as they are, <c>env</c> entries and <c>vault</c> entries, at any depth below their scope.</summary>
/// <param name="environment">Reads an environment variable. The default is that of the process.</param>
/// <param name="time">The clock for time-outs. The default is the system's.</param>
public sealed class SecretsLoader(Func<string, string?>? environment = null, TimeProvider? time = null)
{
    /// <summary>The warning for a <c>vault</c> entry that has a key and no path, as the original has it.</summary>
    public const string OldVaultWarning =
        "Vault secrets must now specify the `path` property. The `key` property is now a key of a Vault secret rather than the actual path. For instance: "
        + "{'my-key': {'type': 'vault', 'key': 'foo'}} now becomes: {'my-key': {'type': 'vault', 'path': 'foo'}}";

    private readonly Func<string, string?> environment = environment ?? Environment.GetEnvironmentVariable;

    /// <summary>Reads the secrets as far as they are known without Vault, whose entries are left out, and reports every problem.</summary>
    /// <param name="declared">The experiment's <c>secrets</c>; <see langword="null"/> where it has none.</param>
    /// <param name="variables">Scopes that stand in place of declared ones; other names in it count for nothing.</param>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="diagnostics">Where problems are collected.</param>
    public JsonObject Read(DocumentNode? declared, Variables variables, JsonObject configuration, ICollection<Diagnostic> diagnostics)
    {
        var walk = Walk(declared, variables, configuration, diagnostics);
        foreach (var (name, scope, _) in walk.FromVault)
        {
            scope.Remove(name);
        }

        return walk.Values;
    }

    /// <summary>The texts that must not be written anywhere, as far as they are known without Vault; nothing is reported.</summary>
    /// <param name="declared">The experiment's <c>secrets</c>; <see langword="null"/> where it has none.</param>
    /// <param name="variables">Scopes that stand in place of declared ones.</param>
    public IReadOnlyCollection<string> SensitiveOf(DocumentNode? declared, Variables variables) => Walk(declared, variables, [], []).Sensitive;

    /// <summary>Loads the secrets for a run; asks Vault where an entry needs it.</summary>
    /// <param name="declared">The experiment's <c>secrets</c>; <see langword="null"/> where it has none.</param>
    /// <param name="variables">Scopes that stand in place of declared ones.</param>
    /// <param name="configuration">The resolved configuration, with the members for Vault.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="InvalidExperimentException">An environment variable is missing, or Vault does not give a secret. The message holds no secret.</exception>
    public async Task<LoadedSecrets> LoadAsync(JsonNode? declared, Variables variables, JsonObject configuration, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        var walk = Walk(DocumentNode.FromMemory(declared, "secrets"), variables, configuration, diagnostics);
        ConfigurationLoader.ThrowForErrors(diagnostics);
        List<string> warnings = [];
        if (walk.FromVault.Count > 0)
        {
            using var vault = new VaultClient(VaultOptions.Read(configuration, environment), time ?? TimeProvider.System);
            foreach (var entry in walk.FromVault)
            {
                if (Value.AsText(entry.Declared["path"]) is not { Length: > 0 } path)
                {
                    warnings.Add($"Missing Vault secret path for '{entry.Name}'");
                    entry.Scope.Remove(entry.Name);
                    continue;
                }

                var key = entry.Declared["key"] is { } given ? PythonText.Of(given) : null;
                var secret = await vault.ReadAsync(path, key, cancellationToken).ConfigureAwait(false);
                Sensitivity.Collect(secret, walk.Sensitive);
                entry.Scope[entry.Name] = ValueCopy.Of(secret);
            }
        }

        return new LoadedSecrets(walk.Values, walk.Sensitive, warnings);
    }

    /// <summary>The <c>vault</c> entries that have a key and no path, each of which deserves <see cref="OldVaultWarning"/> in the log.</summary>
    /// <param name="declared">The experiment's <c>secrets</c>; <see langword="null"/> where it has none.</param>
    public static IEnumerable<DocumentNode> OldVaultEntries(DocumentNode? declared) =>
        from scope in declared?.Members ?? []
        from entry in scope.Value.Members
        where entry.Value["type"]?.Text == "vault" && entry.Value["key"] is not null && entry.Value["path"] is null
        select entry.Value;

    private SecretsWalk Walk(DocumentNode? declared, Variables variables, JsonObject configuration, ICollection<Diagnostic> diagnostics)
    {
        var walk = new SecretsWalk(environment, configuration, diagnostics);
        if (declared is null || declared.Kind == ValueKind.Null)
        {
            return walk;
        }

        if (declared.Kind != ValueKind.Object)
        {
            diagnostics.Add(ConfigurationDiagnostics.NotAnObject(declared, "secrets"));
            return walk;
        }

        foreach (var (name, node) in declared.Members)
        {
            if (variables.Secrets.TryGetPropertyValue(name, out var scope))
            {
                walk.Add(DocumentNode.FromMemory(scope, "--var-file"), name, name, walk.Values, isInline: false);
                continue;
            }

            if (node.Kind != ValueKind.Object)
            {
                diagnostics.Add(ConfigurationDiagnostics.NoScope(node, name));
            }

            walk.Add(node, name, name, walk.Values, isInline: true);
        }

        return walk;
    }
}
