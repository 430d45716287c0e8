using System.Text.RegularExpressions;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Tolerances;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>Validates activities: what all of them have; the rest is their provider's.</summary>
internal sealed partial class ActivityValidator
{
    private readonly Catalog<IProvider> providers;
    private readonly ToleranceCatalog tolerances;
    private readonly ValidationContext context;
    private readonly HashSet<string> names;
    private readonly List<DocumentNode> named = [];
    private long comparisons;

    public ActivityValidator(Catalog<IProvider> providers, ToleranceCatalog tolerances, DocumentNode experiment, ValidationContext context)
    {
        this.providers = providers;
        this.tolerances = tolerances;
        this.context = context;
        names = [.. Activities(experiment["steady-state-hypothesis"]?["probes"]).Concat(Activities(experiment["method"])).Select(activity => activity.TextOf("name")).OfType<string>()];
    }

    public async Task ValidateListAsync(DocumentNode experiment, string member, bool isRequired, CancellationToken cancellationToken)
    {
        var list = experiment[member];
        if (list is null || (list.Kind == ValueKind.Null && !isRequired))
        {
            if (isRequired)
            {
                context.Report(ExperimentDiagnostics.Missing(experiment, member, "The experiment"));
            }

            return;
        }

        if (list.Kind != ValueKind.List)
        {
            context.Report(ExperimentDiagnostics.WrongKind(list, member, "a list of activities"));
        }

        foreach (var activity in list.Items)
        {
            await ValidateAsync(activity, isOfHypothesis: false, cancellationToken);
            if (activity["tolerance"] is { } tolerance && activity["type"]?.Text == "probe")
            {
                await ValidateToleranceAsync(tolerance, cancellationToken);
            }
        }
    }

    public async ValueTask ValidateAsync(DocumentNode activity, bool isOfHypothesis, CancellationToken cancellationToken)
    {
        if (activity.Kind != ValueKind.Object)
        {
            context.Report(ExperimentDiagnostics.WrongKind(activity, "activity", "an object"));
            return;
        }

        if (activity.Value is System.Text.Json.Nodes.JsonObject { Count: 0 })
        {
            context.Report(ExperimentDiagnostics.Empty(activity, "The activity", "Give it a \"type\", a \"name\" and a \"provider\", or a \"ref\"."));
            return;
        }

        if (activity["ref"] is { } reference)
        {
            ValidateReference(reference);
            ValidateBackground(activity["background"]);
            return;
        }

        ValidateHead(activity);
        MemberCheck.WarnOfMisspelling(activity, ExperimentShapes.Activity, context.Diagnostics);
        ValidateBackground(activity["background"]);
        ValidatePauses(activity["pauses"]);
        if (activity["timeout"] is { } timeout && !IsReference(timeout) && !(Value.AsDouble(timeout.Value) > 0))
        {
            context.Report(ProvidersDiagnostics.WrongTimeout(timeout, "a number of seconds above zero, or one reference and nothing else: \"${name}\""));
        }

        if (activity["dry"] is { Kind: not (ValueKind.Boolean or ValueKind.Null) } dry)
        {
            context.Report(ExperimentDiagnostics.WrongKind(dry, "dry", "true or false"));
        }

        if (!isOfHypothesis || activity["name"]?.Text is not null)
        {
            named.Add(activity);
        }

        await ValidateProviderAsync(activity, cancellationToken);
        await new EffectValidator(this, context).ValidateAsync(activity, cancellationToken);
        await new UndoValidator(this, context).ValidateAsync(activity, cancellationToken);
    }

    /// <summary>Validates a probe with a tolerance that a control asks.</summary>
    public async ValueTask ValidateGuardAsync(DocumentNode probe, CancellationToken cancellationToken)
    {
        await ValidateAsync(probe, isOfHypothesis: true, cancellationToken);
        if (probe["tolerance"] is { } tolerance)
        {
            await ValidateToleranceAsync(tolerance, cancellationToken);
        }
    }

    public ValueTask ValidateToleranceAsync(DocumentNode tolerance, CancellationToken cancellationToken) =>
        tolerances.ValidateAsync(tolerance, new ToleranceValidation(context, ValidateProviderAsync), cancellationToken);

    public async ValueTask ValidateProviderAsync(DocumentNode activity, CancellationToken cancellationToken)
    {
        var provider = activity["provider"];
        if (provider is null)
        {
            context.Report(ExperimentDiagnostics.Missing(activity, "provider", NameOf(activity)));
        }
        else if (provider.Kind != ValueKind.Object)
        {
            context.Report(ExperimentDiagnostics.WrongKind(provider, "provider", "an object with a 'type'"));
        }
        else
        {
            await ValidateProviderAsync(new ActivityNode(activity, provider), cancellationToken);
        }
    }

    private async ValueTask ValidateProviderAsync(ActivityNode activity, CancellationToken cancellationToken)
    {
        if (activity.Provider["type"] is not { } type)
        {
            context.Report(ExperimentDiagnostics.Missing(activity.Provider, "type", "The provider"));
        }
        else if (type.Text is not { } name || providers.Find(name) is not { } found)
        {
            context.Report(ExperimentDiagnostics.UnknownProvider(type, providers.Names));
        }
        else
        {
            await found.ValidateAsync(activity, context, cancellationToken);
            ValidateScopes(activity.Provider["secrets"], name);
        }
    }

    private void ValidateScopes(DocumentNode? scopes, string provider)
    {
        if (scopes is null || scopes.Kind == ValueKind.Null)
        {
            return;
        }

        if (scopes.Kind is not (ValueKind.List or ValueKind.Object))
        {
            context.Report(ProvidersDiagnostics.WrongType(scopes, provider, "secrets", "a list of the scopes of the secrets, such as [\"shop\"]"));
        }

        foreach (var scope in scopes.Items)
        {
            if (scope.Text is not { } name)
            {
                context.Report(ProvidersDiagnostics.WrongType(scope, provider, "secrets", "the name of a scope as a text"));
            }
            else if (!context.Secrets.ContainsKey(name))
            {
                context.Report(ProvidersDiagnostics.UnknownScope(scope, [.. context.Secrets.Select(one => one.Key)]));
            }
        }
    }

    public void ReportSharedNames()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var activity in named)
        {
            if (activity.TextOf("name") is { Length: > 0 } name && !seen.Add(name))
            {
                context.Report(ExperimentDiagnostics.SameName(activity["name"]!, name)); // it has one
            }
        }
    }

    private static IEnumerable<DocumentNode> Activities(DocumentNode? list) => list?.Items ?? [];

    private static string NameOf(DocumentNode activity) => activity["name"]?.Text is { Length: > 0 } name ? $"The activity '{name}'" : "The activity";

    private void ValidateHead(DocumentNode activity)
    {
        if (activity["type"] is not { } type)
        {
            context.Report(ExperimentDiagnostics.Missing(activity, "type", NameOf(activity)));
        }
        else if (type.Text is not ("probe" or "action"))
        {
            context.Report(ExperimentDiagnostics.UnknownActivityType(type));
        }

        ExperimentValidator.RequireText(activity, "name", "The activity", context.Diagnostics);
    }

    public void ValidateReference(DocumentNode reference)
    {
        if (string.IsNullOrWhiteSpace(reference.Text))
        {
            context.Report(ExperimentDiagnostics.NotText(reference, "A 'ref'"));
        }
        else if (!names.Contains(reference.Text))
        {
            var maySuggest = (comparisons += names.Count) <= Spelling.MostComparisons;
            context.Report(ExperimentDiagnostics.DanglingReference(reference, maySuggest ? reference.Text : "", names));
        }
    }

    private void ValidateBackground(DocumentNode? background)
    {
        if (background is not null && background.Kind != ValueKind.Boolean)
        {
            context.Report(ExperimentDiagnostics.WrongKind(background, "background", "true or false"));
        }
    }

    private void ValidatePauses(DocumentNode? pauses)
    {
        if (pauses is null)
        {
            return;
        }

        if (pauses.Kind is not (ValueKind.Object or ValueKind.Null))
        {
            context.Report(ExperimentDiagnostics.WrongKind(pauses, "pauses", "an object with 'before' and 'after'"));
        }

        MemberCheck.WarnOfMisspelling(pauses, ExperimentShapes.Pauses, context.Diagnostics);
        foreach (var member in ExperimentShapes.Pauses.Names)
        {
            if (pauses[member] is { } pause && pause.Kind != ValueKind.Null && !IsReference(pause) && !(Value.AsDouble(pause.Value) >= 0))
            {
                context.Report(ExperimentDiagnostics.BadPause(pause, member));
            }
        }
    }

    internal static bool IsReference(DocumentNode node) => node.Text is { } text && Reference().IsMatch(text);

    [GeneratedRegex(@"^\$\{[^{}]*\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
