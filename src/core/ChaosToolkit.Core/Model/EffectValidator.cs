using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;
using ChaosToolkit.Verdicts;

namespace ChaosToolkit.Model;

/// <summary>Validates how an action says that it worked: its <c>effect</c> and <c>expect-status</c>.</summary>
internal sealed class EffectValidator(ActivityValidator activities, ValidationContext context)
{
    public async ValueTask ValidateAsync(DocumentNode activity, CancellationToken cancellationToken)
    {
        var isAction = activity["type"]?.Text == "action";
        if (activity["expect-status"] is { } status)
        {
            ValidateStatus(status, isAction && activity["provider"]?["type"]?.Text is "process" or "http");
        }

        if (activity["effect"] is { } effect)
        {
            if (!isAction)
            {
                context.Report(ExperimentDiagnostics.OfActionsOnly(effect, "effect", "an action"));
            }

            await ValidateEffectAsync(effect, cancellationToken);
        }
    }

    private void ValidateStatus(DocumentNode status, bool isRead)
    {
        if (!isRead)
        {
            context.Report(ExperimentDiagnostics.OfActionsOnly(status, ExpectedStatus.Member, "a process or http action"));
        }

        var isRight = status.Kind == ValueKind.List ? status.Items.All(item => ExpectedStatus.IsStatus(item.Value)) : ExpectedStatus.IsStatus(status.Value);
        if (!isRight)
        {
            context.Report(ExperimentDiagnostics.WrongKind(status, ExpectedStatus.Member, "a whole number or a list of them"));
        }
    }

    private async ValueTask ValidateEffectAsync(DocumentNode effect, CancellationToken cancellationToken)
    {
        if (effect.Kind != ValueKind.Object)
        {
            context.Report(ExperimentDiagnostics.WrongKind(effect, "effect", "a probe with a 'tolerance'"));
            return;
        }

        MemberCheck.WarnOfMisspelling(effect, ExperimentShapes.Effect, context.Diagnostics);
        if (effect["type"] is { } type && type.Text != "probe")
        {
            context.Report(ExperimentDiagnostics.WrongKind(type, "type", "'probe' in an effect"));
        }

        foreach (var member in (string[])["every", "within"])
        {
            if (effect[member] is { } time && !ActivityValidator.IsReference(time) && !(Value.AsDouble(time.Value) > 0))
            {
                context.Report(ExperimentDiagnostics.WrongKind(time, member, "a number of seconds above zero"));
            }
        }

        if (effect["tolerance"] is { } tolerance)
        {
            await activities.ValidateToleranceAsync(tolerance, cancellationToken);
        }
        else
        {
            context.Report(ExperimentDiagnostics.Missing(effect, "tolerance", "The effect"));
        }

        await activities.ValidateProviderAsync(effect, cancellationToken);
    }
}
