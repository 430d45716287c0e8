using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls;

/// <summary>Validates the controls of the experiment, of its hypothesis and of its activities.</summary>
internal sealed class ControlValidator(Catalog<IControlProvider> providers, DocumentNode experiment, ValidationContext context)
{
    private readonly List<string> names = [.. experiment["controls"]?.Items.Select(control => control["name"]?.Text).OfType<string>() ?? []];

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
                context.Report(ControlDiagnostics.NotAList(controls));
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
            context.Report(ControlDiagnostics.NotAnObject(control));
            return;
        }

        if (control["ref"] is { } reference)
        {
            if (reference.Text is not { } target || !names.Contains(target))
            {
                context.Report(ControlDiagnostics.DanglingReference(reference, names));
            }

            return;
        }

        var name = control["name"]?.Text ?? "";
        if (string.IsNullOrWhiteSpace(name))
        {
            context.Report(ControlDiagnostics.WithoutName(control));
        }

        if (control["scope"] is { } scope && scope.Text is not ("before" or "after"))
        {
            context.Report(ControlDiagnostics.BadScope(scope));
        }

        if (control["automatic"] is { } automatic && automatic.Kind != ValueKind.Boolean)
        {
            context.Report(ControlDiagnostics.BadAutomatic(automatic));
        }

        if (control["provider"] is not { Kind: ValueKind.Object } provider)
        {
            context.Report(ControlDiagnostics.WithoutProvider(control["provider"] ?? control, name));
        }
        else if (provider["type"]?.Text is not { Length: > 0 } type)
        {
            context.Report(ControlDiagnostics.WithoutType(provider, name));
        }
        else if (!string.IsNullOrWhiteSpace(name) && providers.Find(type) is { } found)
        {
            // A type that nobody serves is left to whoever reads the experiment elsewhere: such a control does nothing.
            await found.ValidateAsync(control, context, cancellationToken);
        }
    }
}
