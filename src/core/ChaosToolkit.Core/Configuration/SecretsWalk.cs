using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Secrets;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Goes through declared secrets: resolves what is known at once, notes what only Vault knows, and reports what is wrong.</summary>
internal sealed class SecretsWalk(Func<string, string?> environment, JsonObject configuration, ICollection<Diagnostic> diagnostics)
{
    private static readonly string[] Types = ["env", "vault"];

    public JsonObject Values { get; } = [];

    public List<(string Name, JsonObject Scope, JsonObject Declared)> FromVault { get; } = [];

    public HashSet<string> Sensitive { get; } = new(StringComparer.Ordinal);

    public void Add(DocumentNode node, string key, string name, JsonObject target, bool isInline, bool isTold = false, bool isShown = false)
    {
        switch (node["type"]?.Text)
        {
            case "env":
                ConfigurationLoader.WarnOfUnknownMembers(node, ExperimentShapes.SecretVariable, diagnostics);
                AddVariable(node, key, name, target);
                return;
            case "vault":
                ConfigurationLoader.WarnOfUnknownMembers(node, ExperimentShapes.VaultSecret, diagnostics);
                AddVault(node, key, name, target);
                return;
        }

        if (node.Kind == ValueKind.Object)
        {
            var isMisspelt = ConfigurationLoader.HasMisspeltType(node, Types);
            if (isMisspelt)
            {
                diagnostics.Add(ConfigurationDiagnostics.UnknownType(node["type"] ?? node, $"The secret '{name}'", Types));
            }

            var scope = new JsonObject();
            target[key] = scope;
            foreach (var (member, value) in node.Members)
            {
                // The type was told already, and is to be seen.
                Add(value, member, $"{name}.{member}", scope, isInline, isTold || isMisspelt, isMisspelt && member == "type");
            }

            return;
        }

        target[key] = ValueCopy.Of(node.Value);
        if (!isInline)
        {
            Sensitivity.Collect(node.Value, Sensitive);
        }
        else
        {
            if (!isShown)
            {
                node.Span.Source.Hide(node.Span.Range);
            }

            if (!isTold)
            {
                WarnOfInline(node, key, name);
            }
        }
    }

    private void WarnOfInline(DocumentNode node, string key, string name)
    {
        // What stands where a scope should has a warning of its own.
        if (node.Kind is ValueKind.Text or ValueKind.Integer or ValueKind.Float && node.Text != "" && key != name)
        {
            diagnostics.Add(ConfigurationDiagnostics.InlineSecret(node, name));
        }
    }

    private void AddVariable(DocumentNode node, string key, string name, JsonObject target)
    {
        if (node["key"]?.Text is not { Length: > 0 } variable)
        {
            diagnostics.Add(ConfigurationDiagnostics.WithoutKey(node["key"] ?? node, name));
        }
        else if (environment(variable) is { } text)
        {
            target[key] = Value.Text(text);
            Sensitivity.Collect(target[key], Sensitive);
            if (text.Length < SecretMask.ShortestMasked)
            {
                diagnostics.Add(ConfigurationDiagnostics.ShortSecret(node["key"] ?? node, name, SecretMask.ShortestMasked));
            }
        }
        else
        {
            diagnostics.Add(ConfigurationDiagnostics.MissingSecretVariable(node["key"] ?? node, name, variable));
        }
    }

    private void AddVault(DocumentNode node, string key, string name, JsonObject target)
    {
        if (node["path"]?.Text is not { Length: > 0 })
        {
            diagnostics.Add(ConfigurationDiagnostics.VaultWithoutPath(node["path"] ?? node, name));
        }
        else if (!configuration.ContainsKey("vault_addr") && environment("VAULT_ADDR") is null)
        {
            diagnostics.Add(ConfigurationDiagnostics.VaultWithoutAddress(node["path"] ?? node, name));
        }

        // The place is kept, for the order of the secrets decides which of two wins.
        target[key] = null;
        FromVault.Add((key, target, (JsonObject)node.Value!)); // it has a member
    }
}
