using ChaosToolkit.Loading;
using ChaosToolkit.Model;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls;

/// <summary>Validates the controls of the experiment, of its hypothesis and of its activities.</summary>
internal sealed class ControlValidator(Catalog<IControlProvider> providers, ActivityValidator activities, DocumentNode experiment, ValidationContext context)
{
    private readonly List<string> names = [.. experiment["controls"]?.Items.Select(control => control["name"]?.Text).OfType<string>() ?? []];

    // Whoever reads the experiment elsewhere may have the bridge to Python where this engine has none.
    private List<string> KnownTypes => [.. providers.Names.Append("python").Distinct().Order(StringComparer.Ordinal)];

    public async Task ValidateAsync(CancellationToken cancellationToken)
    {
        var hypothesis = experiment["steady-state-hypothesis"];
        IEnumerable<DocumentNode> holders =
        [
            experiment,
            .. hypothesis is null ? [] : (DocumentNode[])[hypothesis],
            .. hypothesis?["probes"]?.Items ?? [],
            .. experiment["method"]?.Items ?? [],
            .. experiment["rollbacks"]?.Items ?? [],
        ];
        foreach (var holder in holders)
        {
            if (holder["controls"] is not { } controls || controls.Kind == ValueKind.Null)
            {
                continue;
            }

            if (controls.Kind != ValueKind.List)
            {
                context.Report(ControlDiagnostics.WrongKind(controls, "'controls'", "a list of controls"));
            }

            foreach (var control in controls.Items)
            {
                await ValidateAsync(control, cancellationToken);
            }
        }
    }

    private async Task ValidateAsync(DocumentNode control, CancellationToken cancellationToken)
    {
        if (control.Kind != ValueKind.Object)
        {
            context.Report(ControlDiagnostics.WrongKind(control, "A control", "an object with a 'name' and a 'provider'"));
            return;
        }

        if (control["ref"] is { } reference)
        {
            // Where a control has no name, it may be the one that is meant, and that is told already.
            if (reference.Text is not { } target || (!names.Contains(target) && experiment["controls"]?.Items.All(one => one["name"]?.Text is not null || one["ref"] is not null) != false))
            {
                context.Report(ControlDiagnostics.DanglingReference(reference, names));
            }

            return;
        }

        var name = control["name"]?.Text ?? "";
        if (string.IsNullOrWhiteSpace(name))
        {
            context.Report(ControlDiagnostics.WithoutName(control["name"] ?? control));
        }

        MemberCheck.WarnOfMisspelling(control, ExperimentShapes.Control, context.Diagnostics);
        if (control["scope"] is { } scope && scope.Text is not ("before" or "after"))
        {
            context.Report(ControlDiagnostics.BadScope(scope));
        }

        if (control["automatic"] is { } automatic && automatic.Kind != ValueKind.Boolean)
        {
            context.Report(ControlDiagnostics.WrongKind(automatic, "'automatic'", "true or false"));
        }

        if (control["provider"] is not { Kind: ValueKind.Object } provider)
        {
            context.Report(ControlDiagnostics.WithoutProvider(control["provider"] ?? control, name));
        }
        else if (provider["type"]?.Text is not { Length: > 0 } type)
        {
            context.Report(ControlDiagnostics.WithoutType(provider["type"] ?? provider, name));
        }
        else if (!string.IsNullOrWhiteSpace(name) && NativeControls.Find(providers, type, provider["module"]?.Text) is { } found)
        {
            MemberCheck.WarnOfMisspelling(provider, ExperimentShapes.ControlProvider, context.Diagnostics);
            await found.ValidateAsync(control, context, cancellationToken);
            foreach (var probe in (found as IProbingControlProvider)?.ProbesOf(control) ?? [])
            {
                await activities.ValidateGuardAsync(probe, cancellationToken);
            }
        }
        else if (KnownTypes is var known && !known.Contains(type))
        {
            context.Report(ControlDiagnostics.UnknownType(provider["type"] ?? provider, name, known));
        }
    }
}
