using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls;

/// <summary>Says why a run has to do without a control: a guard that is misspelt would guard nothing, and nobody would know.</summary>
internal sealed class ControlAbsence(Catalog<IControlProvider> providers, EngineServices services)
{
    /// <summary>Why there is no such control; <see langword="null"/> where the original says nothing and nothing near is known.</summary>
    /// <param name="declaration">The control.</param>
    /// <param name="isGlobal">Whether it is of the settings or a control file, which nobody validates.</param>
    public string? ReasonFor(JsonObject declaration, bool isGlobal)
    {
        if (declaration["provider"] is not JsonObject provider)
        {
            return isGlobal ? "it has no 'provider'." : null;
        }

        if (Value.AsText(provider["type"]) is not { Length: > 0 } type)
        {
            return isGlobal ? "its provider has no 'type'." : null;
        }

        if (providers.Find(type) is null)
        {
            return isGlobal || Spelling.Nearest(type, providers.Names) is not null
                ? $"there are no controls of type '{NodeWords.Shortened(type)}'. {Spelling.Suggest(type, providers.Names)}"
                : null;
        }

        var module = Value.AsText(provider["module"]) ?? "";
        return type switch
        {
            "dotnet" when module.Length == 0 => "its provider has no 'module'.",
            "dotnet" => $"no .NET extension has the control '{NodeWords.Shortened(module)}'. {Advice(module, ExtensionCatalog.Of(services).ModulesOfControls)}",
            // Where the original leaves out a module without a word, only what is nearly one of ours is worth one.
            "python" when Spelling.Nearest(module, ExtensionCatalog.Of(services).PythonModulesOfControls) is { } nearest =>
                $"there is no Python module '{NodeWords.Shortened(module)}'. Did you mean '{nearest}'?",
            _ => null,
        };
    }

    /// <summary>What is wrong with a global control that is there: a built-in one that is told nonsense may guard nothing.</summary>
    /// <param name="declaration">The control.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<string>> ProblemsOfAsync(JsonObject declaration, CancellationToken cancellationToken)
    {
        var provider = declaration["provider"] as JsonObject;
        if (NativeControls.Find(providers, Value.AsText(provider?["type"]) ?? "", Value.AsText(provider?["module"])) is not DotnetControlProvider native)
        {
            return [];
        }

        List<Diagnostic> found = [];
        await native.ValidateAsync(DocumentNode.FromMemory(declaration, ""), new ValidationContext(found, [], []), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(one => $"{one.Message} {one.Help}".TrimEnd())];
    }

    private static string Advice(string module, IReadOnlyList<string> known) =>
        Spelling.Nearest(module, known) is { } nearest ? $"Did you mean '{nearest}'?" : Spelling.Suggest(module, known);
}
