using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>Validates how an action is taken back: its <c>undo</c>, an activity whose name and type may be missing, a reference to one, or a list of them.</summary>
internal sealed class UndoValidator(ActivityValidator activities, ValidationContext context)
{
    private const string Wanted = "an activity or a list of activities";

    public async ValueTask ValidateAsync(DocumentNode activity, CancellationToken cancellationToken)
    {
        if (activity["undo"] is not { Kind: not ValueKind.Null } undo)
        {
            return;
        }

        if (undo.Kind is not (ValueKind.Object or ValueKind.List))
        {
            context.Report(ExperimentDiagnostics.WrongKind(undo, "undo", Wanted));
        }

        if (activity["type"]?.Text != "action")
        {
            context.Report(ExperimentDiagnostics.OfActionsOnly(undo, "undo", "an action"));
        }

        foreach (var item in undo.Kind == ValueKind.Object ? [undo] : undo.Items)
        {
            await ValidateItemAsync(item, cancellationToken);
        }
    }

    private async ValueTask ValidateItemAsync(DocumentNode item, CancellationToken cancellationToken)
    {
        if (item.Kind != ValueKind.Object)
        {
            context.Report(ExperimentDiagnostics.WrongKind(item, "undo", Wanted));
            return;
        }

        if (item["ref"] is { } reference)
        {
            activities.ValidateReference(reference);
            return;
        }

        if (item["type"] is { } type && type.Text is not ("probe" or "action"))
        {
            context.Report(ExperimentDiagnostics.UnknownActivityType(type));
        }

        MemberCheck.WarnOfMisspelling(item, ExperimentShapes.Activity, context.Diagnostics);
        if (item["timeout"] is { } timeout && !ActivityValidator.IsReference(timeout) && !(Value.AsDouble(timeout.Value) > 0))
        {
            context.Report(ProvidersDiagnostics.WrongTimeout(timeout, "a number of seconds above zero, or one reference and nothing else: \"${name}\""));
        }

        await activities.ValidateProviderAsync(item, cancellationToken);
    }
}
