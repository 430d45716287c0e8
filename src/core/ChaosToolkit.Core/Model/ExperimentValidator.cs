using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Tolerances;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>What a validation found.</summary>
/// <param name="Diagnostics">Every problem, in the order of the document's parts.</param>
/// <param name="LogWarnings">The warnings that the original logs while it validates.</param>
public sealed record ValidationReport(IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<string> LogWarnings)
{
    /// <summary>The errors among the problems.</summary>
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(diagnostic => diagnostic.Level == DiagnosticLevel.Error);

    /// <summary>Whether the experiment can be run.</summary>
    public bool IsValid => !Errors.Any();
}

/// <summary>Reads a whole experiment and reports every problem in it, not the first. Nothing is run.</summary>
/// <param name="providers">The providers of activities.</param>
/// <param name="controls">The providers of controls.</param>
/// <param name="tolerances">The tolerances.</param>
public sealed class ExperimentValidator(Catalog<IProvider> providers, Catalog<IControlProvider> controls, ToleranceCatalog tolerances)
{
    private static readonly string[] Members =
    [
        "version", "title", "description", "tags", "configuration", "secrets", "contributions", "controls", "steady-state-hypothesis", "method", "rollbacks",
        "runtime", "extensions", "dry",
    ];

    /// <summary>Validates an experiment.</summary>
    /// <param name="document">The experiment with its places.</param>
    /// <param name="variables">What <c>--var</c> and variable files give.</param>
    /// <param name="cancellationToken">Ends the validation.</param>
    public async Task<ValidationReport> ValidateAsync(DocumentNode document, Variables variables, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        if (document.Value is not JsonObject { Count: > 0 })
        {
            diagnostics.Add(ExperimentDiagnostics.NotAnObject(document));
            return new ValidationReport(diagnostics, []);
        }

        ValidateMembers(document, diagnostics);
        ReportDuplicates(document, diagnostics);
        var configuration = new ConfigurationLoader().Read(document["configuration"], variables, diagnostics);
        var secrets = new SecretsLoader().Read(document["secrets"], variables, configuration, diagnostics);
        var known = new JsonObject([.. configuration.Where(entry => !IsDynamic(entry.Value)).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))]);
        var context = new ValidationContext(diagnostics, known, secrets);

        var activities = new ActivityValidator(providers, tolerances, document, context);
        foreach (var probe in ConfigurationLoader.Probes(document["configuration"], variables))
        {
            await activities.ValidateProviderAsync(probe.Activity, cancellationToken);
        }

        await new HypothesisValidator(activities, context).ValidateAsync(document["steady-state-hypothesis"], cancellationToken);
        await activities.ValidateListAsync(document, "method", isRequired: true, cancellationToken);
        await activities.ValidateListAsync(document, "rollbacks", isRequired: false, cancellationToken);
        activities.ReportSharedNames();
        foreach (var _ in SecretsLoader.OldVaultEntries(document["secrets"]))
        {
            context.Warn(SecretsLoader.OldVaultWarning);
        }

        // The original warns of what is deprecated when all before the controls was right.
        var isRight = diagnostics.TrueForAll(diagnostic => diagnostic.Level != DiagnosticLevel.Error);
        var deprecations = isRight ? context.LogWarnings.ToList() : [];
        var controlContext = new ValidationContext(diagnostics, known, secrets);
        await new ControlValidator(controls, document, controlContext).ValidateAsync(cancellationToken);
        return new ValidationReport(diagnostics, [.. deprecations, .. isRight ? controlContext.LogWarnings : []]);
    }

    private static bool IsDynamic(JsonNode? entry) => entry is JsonObject members && Value.AsText(members["type"]) == "probe";

    private static void ValidateMembers(DocumentNode document, List<Diagnostic> diagnostics)
    {
        RequireText(document, "title", "The experiment", diagnostics);
        RequireText(document, "description", "The experiment", diagnostics);
        WarnOfMisspelling(document, Members, diagnostics);
        ValidateTags(document["tags"], diagnostics);
        ValidateExtensions(document["extensions"], diagnostics);
        ValidateStrategy(document["runtime"]?["hypothesis"]?["strategy"], "hypothesis strategy", [.. Strategies.Hypothesis.Keys], diagnostics);
        ValidateStrategy(document["runtime"]?["rollbacks"]?["strategy"], "rollback strategy", [.. Strategies.Rollbacks.Keys], diagnostics);
        if (document["runtime"]?["restoration"] is { Kind: not ValueKind.Null, Text: not "verify" } restoration)
        {
            diagnostics.Add(ExperimentDiagnostics.UnknownRestoration(restoration));
        }

        foreach (var (_, contribution) in document["contributions"]?.Members ?? [])
        {
            if (contribution.Text is not ("high" or "medium" or "low" or "none"))
            {
                diagnostics.Add(ExperimentDiagnostics.UnknownContribution(contribution));
            }
        }
    }

    internal static void RequireText(DocumentNode holder, string member, string what, ICollection<Diagnostic> diagnostics)
    {
        if (holder[member] is not { } node)
        {
            diagnostics.Add(ExperimentDiagnostics.Missing(holder, member, what));
        }
        else if (string.IsNullOrWhiteSpace(node.Text))
        {
            diagnostics.Add(ExperimentDiagnostics.NotText(node, member));
        }
    }

    internal static void WarnOfMisspelling(DocumentNode holder, IReadOnlyCollection<string> known, ICollection<Diagnostic> diagnostics)
    {
        foreach (var (key, node) in holder.Members)
        {
            // What nobody knows is kept and carried along, so only a near miss is worth a word.
            if (!known.Contains(key) && Spelling.Nearest(key, known) is { } nearest && holder[nearest] is null)
            {
                diagnostics.Add(ExperimentDiagnostics.MisspeltMember(node, key, nearest) with { Span = node.KeySpan });
            }
        }
    }

    private static void ValidateTags(DocumentNode? tags, List<Diagnostic> diagnostics)
    {
        if (tags is null || tags.Kind == ValueKind.Null)
        {
            return;
        }

        if (tags.Kind != ValueKind.List)
        {
            diagnostics.Add(ExperimentDiagnostics.WrongKind(tags, "tags", "a list of texts"));
        }

        foreach (var tag in tags.Items.Where(tag => string.IsNullOrWhiteSpace(tag.Text)))
        {
            diagnostics.Add(ExperimentDiagnostics.BadTag(tag));
        }
    }

    private static void ValidateExtensions(DocumentNode? extensions, List<Diagnostic> diagnostics)
    {
        if (extensions is null || extensions.Kind == ValueKind.Null)
        {
            return;
        }

        if (extensions.Kind != ValueKind.List)
        {
            diagnostics.Add(ExperimentDiagnostics.WrongKind(extensions, "extensions", "a list of objects"));
        }

        foreach (var extension in extensions.Items)
        {
            if (extension.Kind != ValueKind.Object)
            {
                diagnostics.Add(ExperimentDiagnostics.WrongKind(extension, "extension", "an object with a 'name'"));
            }
            else
            {
                RequireText(extension, "name", "The extension", diagnostics);
            }
        }
    }

    private static void ValidateStrategy(DocumentNode? strategy, string what, IReadOnlyCollection<string> known, List<Diagnostic> diagnostics)
    {
        if (strategy is not null && (strategy.Text is not { } name || !known.Contains(name)))
        {
            diagnostics.Add(ExperimentDiagnostics.UnknownStrategy(strategy, what, known));
        }
    }

    private static void ReportDuplicates(DocumentNode node, List<Diagnostic> diagnostics)
    {
        foreach (var (key, place) in node.Duplicates)
        {
            diagnostics.Add(ExperimentDiagnostics.DuplicateKey(node, place, key));
        }

        foreach (var (_, member) in node.Members)
        {
            ReportDuplicates(member, diagnostics);
        }

        foreach (var item in node.Items)
        {
            ReportDuplicates(item, diagnostics);
        }
    }
}
