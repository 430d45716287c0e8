using System.Text.RegularExpressions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Tolerances;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>Validates activities: what all of them have; the rest is their provider's.</summary>
internal sealed partial class ActivityValidator
{
    private static readonly string[] Members =
    [
        "type", "name", "provider", "background", "pauses", "controls", "tolerance", "timeout", "dry", "ref", "undo", "effect", "expect-status", "secrets",
        "configuration",
    ];

    private readonly Catalog<IProvider> providers;
    private readonly ToleranceCatalog tolerances;
    private readonly ValidationContext context;
    private readonly HashSet<string> names;
    private readonly List<DocumentNode> named = [];

    public ActivityValidator(Catalog<IProvider> providers, ToleranceCatalog tolerances, DocumentNode experiment, ValidationContext context)
    {
        this.providers = providers;
        this.tolerances = tolerances;
        this.context = context;
        names = [.. Activities(experiment["steady-state-hypothesis"]?["probes"]).Concat(Activities(experiment["method"])).Select(activity => activity["name"]?.Text).OfType<string>()];
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
            context.Report(ExperimentDiagnostics.WrongKind(list, member, "a list of activities; it may be empty"));
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
            context.Report(ExperimentDiagnostics.Empty(activity, "The activity"));
            return;
        }

        if (activity["ref"] is { } reference)
        {
            ValidateReference(reference);
            ValidateBackground(activity["background"]);
            return;
        }

        ValidateHead(activity);
        ExperimentValidator.WarnOfMisspelling(activity, Members, context.Diagnostics);
        ValidateBackground(activity["background"]);
        ValidatePauses(activity["pauses"]);
        if (activity["timeout"] is { } timeout && !IsReference(timeout) && !(Value.AsDouble(timeout.Value) > 0))
        {
            context.Report(ExperimentDiagnostics.BadTimeout(timeout));
        }

        if (!isOfHypothesis || activity["name"]?.Text is not null)
        {
            named.Add(activity);
        }

        await ValidateProviderAsync(activity, cancellationToken);
        await ValidateUndoAsync(activity["undo"], activity["type"]?.Text, cancellationToken);
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
        }
    }

    public void ReportSharedNames()
    {
        foreach (var group in named.GroupBy(activity => activity["name"]?.Text).Where(group => !string.IsNullOrEmpty(group.Key)))
        {
            foreach (var activity in group.Skip(1))
            {
                context.Report(ExperimentDiagnostics.SameName(activity["name"]!, group.Key!)); // grouped by it
            }
        }
    }

    private static IEnumerable<DocumentNode> Activities(DocumentNode? list) => list?.Items ?? [];

    private static string NameOf(DocumentNode activity) => activity["name"]?.Text is { Length: > 0 } name ? $"The activity '{name}'" : "The activity";

    // An activity without name and type, which it takes from the action; or several.
    private async ValueTask ValidateUndoAsync(DocumentNode? undo, string? type, CancellationToken cancellationToken)
    {
        if (undo is null || undo.Kind == ValueKind.Null)
        {
            return;
        }

        if (undo.Kind is not (ValueKind.Object or ValueKind.List))
        {
            context.Report(ExperimentDiagnostics.WrongKind(undo, "undo", "an activity or a list of activities"));
        }

        if (type == "probe")
        {
            context.Report(ExperimentDiagnostics.UndoOfProbe(undo));
        }

        foreach (var activity in undo.Kind == ValueKind.Object ? [undo] : undo.Items)
        {
            if (activity.Kind != ValueKind.Object)
            {
                context.Report(ExperimentDiagnostics.WrongKind(activity, "undo", "an activity or a list of activities"));
            }
            else if (activity["ref"] is { } reference)
            {
                ValidateReference(reference);
            }
            else
            {
                if (activity["type"] is { } kind && kind.Text is not ("probe" or "action"))
                {
                    context.Report(ExperimentDiagnostics.UnknownActivityType(kind));
                }

                ExperimentValidator.WarnOfMisspelling(activity, Members, context.Diagnostics);
                if (activity["timeout"] is { } timeout && !IsReference(timeout) && !(Value.AsDouble(timeout.Value) > 0))
                {
                    context.Report(ExperimentDiagnostics.BadTimeout(timeout));
                }

                await ValidateProviderAsync(activity, cancellationToken);
            }
        }
    }

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

    private void ValidateReference(DocumentNode reference)
    {
        if (string.IsNullOrWhiteSpace(reference.Text))
        {
            context.Report(ExperimentDiagnostics.BadReference(reference));
        }
        else if (!names.Contains(reference.Text))
        {
            context.Report(ExperimentDiagnostics.DanglingReference(reference, names));
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

        foreach (var member in (string[])["before", "after"])
        {
            if (pauses[member] is { } pause && pause.Kind != ValueKind.Null && !IsReference(pause) && !(Value.AsDouble(pause.Value) >= 0))
            {
                context.Report(ExperimentDiagnostics.BadPause(pause, member));
            }
        }
    }

    private static bool IsReference(DocumentNode node) => node.Text is { } text && Reference().IsMatch(text);

    [GeneratedRegex(@"^\$\{[^{}]*\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
