using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Tolerances;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>What a validation found.</summary>
/// <param name="Diagnostics">Every problem, in the order of their places.</param>
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
    /// <summary>Whether code that is no part of chaos may be called, as <see cref="ValidationContext.MayCallCode"/> says.</summary>
    /// <value>The default is true.</value>
    public bool MayCallCode { get; init; } = true;

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
        diagnostics.AddRange(Duplicates(document));
        var configuration = new ConfigurationLoader().Read(document["configuration"], variables, diagnostics);
        var secrets = new SecretsLoader().Read(document["secrets"], variables, configuration, diagnostics);
        var known = new JsonObject([.. configuration.Where(entry => !IsDynamic(entry.Value)).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))]);
        var context = new ValidationContext(diagnostics, known, secrets) { MayCallCode = MayCallCode };

        var activities = new ActivityValidator(providers, tolerances, document, context);
        foreach (var probe in ConfigurationLoader.Probes(document["configuration"], variables))
        {
            await activities.ValidateProviderAsync(probe.Activity, cancellationToken);
        }

        await new HypothesisValidator(activities, context).ValidateAsync(document["steady-state-hypothesis"], cancellationToken);
        await activities.ValidateListAsync(document, "method", isRequired: true, cancellationToken);
        await activities.ValidateListAsync(document, "rollbacks", isRequired: false, cancellationToken);
        activities.ReportSharedNames();
        new ReferenceCheck(document, diagnostics).WarnOfMisspelling();
        foreach (var _ in SecretsLoader.OldVaultEntries(document["secrets"]))
        {
            context.Warn(SecretsLoader.OldVaultWarning);
        }

        // The original warns of what is deprecated when all before the controls was right.
        var isRight = diagnostics.TrueForAll(diagnostic => diagnostic.Level != DiagnosticLevel.Error);
        var deprecations = isRight ? context.LogWarnings.ToList() : [];
        var controlContext = new ValidationContext(diagnostics, known, secrets) { MayCallCode = MayCallCode };
        var probes = new ActivityValidator(providers, tolerances, document, controlContext);
        await new ControlValidator(controls, probes, document, controlContext).ValidateAsync(cancellationToken);
        return new ValidationReport(InOrder(diagnostics), [.. deprecations, .. isRight ? controlContext.LogWarnings : []]);
    }

    // As they stand in the document, those of variable files after them. What an alias stands for is in the document once for each alias, and was written once.
    private static List<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.DistinctBy(one => (one.Code, one.Span, one.Message, HasPlace(one) ? "" : one.Pointer)).OrderBy(one => !HasPlace(one)).ThenBy(one => one.Span?.Range.StartLine).ThenBy(one => one.Span?.Range.StartColumn)];

    // A document that was made in memory has no text to point at.
    private static bool HasPlace(Diagnostic diagnostic) => diagnostic.Span?.Source.Text.Length > 0;

    private static bool IsDynamic(JsonNode? entry) => entry is JsonObject members && Value.AsText(members["type"]) == "probe";

    private static void ValidateMembers(DocumentNode document, List<Diagnostic> diagnostics)
    {
        RequireText(document, "title", "The experiment", diagnostics);
        RequireText(document, "description", "The experiment", diagnostics);
        MemberCheck.WarnOfMisspelling(document, ExperimentShapes.Experiment, diagnostics);
        ValidateTags(document["tags"], diagnostics);
        ValidateExtensions(document["extensions"], diagnostics);
        RuntimeValidator.Validate(document["runtime"], diagnostics);
        ValidateContributions(document["contributions"], diagnostics);
    }

    private static void ValidateContributions(DocumentNode? contributions, List<Diagnostic> diagnostics)
    {
        if (contributions is { Kind: not (ValueKind.Object or ValueKind.Null) })
        {
            diagnostics.Add(ExperimentDiagnostics.UnusualMember(contributions, "contributions", "an object of names and 'high', 'medium', 'low' or 'none'"));
        }

        foreach (var (_, contribution) in contributions?.Members ?? [])
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
            diagnostics.Add(ExperimentDiagnostics.NotText(node, $"'{member}'"));
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
            diagnostics.Add(ExperimentDiagnostics.NotText(tag, "A tag"));
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

    // What an alias stands for is in the document once for each alias; its keys were written once.
    private static IEnumerable<Diagnostic> Duplicates(DocumentNode document) =>
        document.WithDuplicates()
            .SelectMany(node => node.Duplicates.Select(duplicate => ExperimentDiagnostics.DuplicateKey(node, duplicate.Span, duplicate.Key)))
            .DistinctBy(diagnostic => diagnostic.Span!.Range); // each has one
}
