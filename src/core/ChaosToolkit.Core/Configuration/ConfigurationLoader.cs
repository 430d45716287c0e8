using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Makes the configuration of a run from what the experiment declares: values as they are, and <c>env</c> entries read from the environment.</summary>
/// <remarks>Entries of type <c>probe</c> stay objects here; <see cref="DynamicConfiguration"/> runs them.</remarks>
/// <param name="environment">Reads an environment variable. The default is that of the process.</param>
public sealed class ConfigurationLoader(Func<string, string?>? environment = null)
{
    private static readonly string[] Types = ["env", "probe"];

    private readonly Func<string, string?> environment = environment ?? Environment.GetEnvironmentVariable;

    /// <summary>Reads the configuration and reports every problem; an entry with a problem is left out.</summary>
    /// <param name="declared">The experiment's <c>configuration</c>; <see langword="null"/> where it has none.</param>
    /// <param name="variables">What stands in place of declared entries; other names in it count for nothing.</param>
    /// <param name="diagnostics">Where problems are collected.</param>
    /// <returns>The resolved entries in order of declaration.</returns>
    public JsonObject Read(DocumentNode? declared, Variables variables, ICollection<Diagnostic> diagnostics)
    {
        var configuration = new JsonObject();
        if (declared is null || declared.Kind == ValueKind.Null)
        {
            return configuration;
        }

        if (declared.Kind != ValueKind.Object)
        {
            diagnostics.Add(ConfigurationDiagnostics.NotAnObject(declared, "configuration"));
            return configuration;
        }

        foreach (var (name, node) in declared.Members)
        {
            var isOverridden = variables.Configuration.TryGetPropertyValue(name, out var value);
            value = isOverridden ? value : node.Value;
            if (value is not JsonObject entry || Value.AsText(entry["type"]) is not ("env" or "probe"))
            {
                configuration[name] = ValueCopy.Of(value);
                if (!isOverridden && HasMisspeltType(node, Types))
                {
                    diagnostics.Add(ConfigurationDiagnostics.UnknownType(node["type"] ?? node, $"The configuration '{name}'", Types));
                }
            }
            else if (Value.AsText(entry["type"]) == "probe")
            {
                if (entry["provider"] is JsonObject)
                {
                    configuration[name] = ValueCopy.Of(value);
                }
                else
                {
                    diagnostics.Add(ConfigurationDiagnostics.ProbeWithoutProvider(node["provider"] ?? node, name));
                }
            }
            else
            {
                if (!isOverridden)
                {
                    WarnOfUnknownMembers(node, ExperimentShapes.VariableEntry, diagnostics);
                }

                if (ReadVariable(node, name, entry, diagnostics, out var resolved))
                {
                    configuration[name] = resolved;
                }
            }
        }

        return configuration;
    }

    /// <summary>Reads the configuration for a run.</summary>
    /// <param name="declared">The experiment's <c>configuration</c>; <see langword="null"/> where it has none.</param>
    /// <param name="variables">What stands in place of declared entries.</param>
    /// <exception cref="InvalidExperimentException">It cannot be read: an environment variable is missing or not of its type. The message names every problem.</exception>
    public JsonObject Load(JsonNode? declared, Variables variables)
    {
        List<Diagnostic> diagnostics = [];
        var configuration = Read(DocumentNode.FromMemory(declared, "configuration"), variables, diagnostics);
        ThrowForErrors(diagnostics);
        return configuration;
    }

    /// <summary>The dynamic entries as activities, for their providers to validate; those without a provider are left out.</summary>
    /// <param name="declared">The experiment's <c>configuration</c>; <see langword="null"/> where it has none.</param>
    /// <param name="variables">What stands in place of declared entries.</param>
    public static IEnumerable<ActivityNode> Probes(DocumentNode? declared, Variables variables) =>
        from member in declared?.Members ?? []
        let entry = variables.Configuration.TryGetPropertyValue(member.Key, out var value) ? DocumentNode.FromMemory(value, $"variable {member.Key}") : member.Value
        let provider = entry["provider"]
        where entry["type"]?.Text == "probe" && provider?.Kind == ValueKind.Object
        select new ActivityNode(entry, provider);

    internal static void ThrowForErrors(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Level == DiagnosticLevel.Error).Select(diagnostic => $"{diagnostic.Message} {diagnostic.Help}".TrimEnd()).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidExperimentException(string.Join(" ", errors));
        }
    }

    /// <summary>Whether an entry says where its value is to be had, but nearly names how: an object that is only a value may have any type.</summary>
    internal static bool HasMisspeltType(DocumentNode entry, IReadOnlyList<string> types) =>
        entry["type"]?.Text is { } type && !types.Contains(type) && (entry["key"] ?? entry["path"] ?? entry["provider"]) is not null && Spelling.Nearest(type, types) is not null;

    internal static void WarnOfUnknownMembers(DocumentNode entry, ObjectShape shape, ICollection<Diagnostic> diagnostics)
    {
        foreach (var (key, member) in entry.Members.Where(member => !shape.Has(member.Key)))
        {
            diagnostics.Add(ConfigurationDiagnostics.UnknownMember(member, key, shape.Names));
        }
    }

    private bool ReadVariable(DocumentNode node, string name, JsonObject entry, ICollection<Diagnostic> diagnostics, out JsonNode? value)
    {
        value = null;
        if (Value.AsText(entry["key"]) is not { Length: > 0 } variable)
        {
            diagnostics.Add(ConfigurationDiagnostics.WithoutKey(node["key"] ?? node, name));
            return false;
        }

        var type = entry["env_var_type"] is { } given ? PythonText.Of(given) : "str";
        if (!TypedText.IsType(type))
        {
            diagnostics.Add(ConfigurationDiagnostics.UnknownVariableType(node["env_var_type"] ?? node, type));
            return false;
        }

        var isGood = true;
        if (environment(variable) is { } text)
        {
            isGood = TypedText.TryConvert(type, text, out value);
        }
        else if (entry.TryGetPropertyValue("default", out var fallback))
        {
            isGood = TypedText.TryConvert(type, fallback, out value);
        }
        else
        {
            diagnostics.Add(ConfigurationDiagnostics.MissingVariable(node["key"] ?? node, name, variable));
            return false;
        }

        if (!isGood)
        {
            diagnostics.Add(ConfigurationDiagnostics.NotConvertible(node[environment(variable) is null ? "default" : "key"] ?? node, name, TypedText.Wanted(type)));
        }

        return isGood;
    }
}
