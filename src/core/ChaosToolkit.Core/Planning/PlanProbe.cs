using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Planning;

/// <summary>What was told of an activity when its provider was asked for its plan.</summary>
/// <param name="Pointer">Where the activity is declared.</param>
/// <param name="Name">Its name.</param>
/// <param name="Plan">What it would do; <see langword="null"/> where nobody was asked, or who was asked could not tell.</param>
/// <param name="Reason">Why there is no plan.</param>
internal sealed record ProbedActivity(string Pointer, string Name, ActivityPlan? Plan, string? Reason);

/// <summary>Asks those providers that declare that they only look for the targets they would choose.</summary>
internal sealed class PlanProbe(EngineServices services, Catalog<IProvider> providers, VariablePlan variables)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<ProbedActivity>> AskAsync(IEnumerable<PlannedPhase> phases, CancellationToken cancellationToken)
    {
        List<ProbedActivity> answers = [];
        var all = phases.SelectMany(phase => phase.Activities).SelectMany(activity => activity.Effect is { } effect ? [activity, effect] : new[] { activity });
        foreach (var activity in all.Where(activity => !activity.IsLeftOut).DistinctBy(activity => activity.Pointer))
        {
            if (activity.Declaration["provider"] is JsonObject definition && providers.Find(activity.Provider) is IPlanningProvider provider
                && provider.FindPlan(new ActivityCall(activity.Declaration, definition, variables.Known, variables.Raw)) is { } hook)
            {
                answers.Add(await AskAsync(activity, hook, cancellationToken).ConfigureAwait(false));
            }
        }

        return answers;
    }

    private async Task<ProbedActivity> AskAsync(PlannedActivity activity, IPlanHook hook, CancellationToken cancellationToken)
    {
        if (ReasonAgainst(activity, hook) is { } reason)
        {
            return new ProbedActivity(activity.Pointer, activity.Name, null, reason);
        }

        using var limit = new CancellationTokenSource(Patience, services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // On the pool and with an end of our own: code that blocks, or does not heed its token, must not hold up the plan.
            var plan = await Task.Run(() => hook.AskAsync(both.Token), CancellationToken.None).WaitAsync(both.Token).ConfigureAwait(false);
            return new ProbedActivity(activity.Pointer, activity.Name, Masked(plan), null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ProbedActivity(activity.Pointer, activity.Name, null, $"It did not answer within {TimeLimit.Describe(Patience)}.");
        }
#pragma warning disable CA1031 // the edge to foreign code: who cannot tell a plan does not end the others
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new ProbedActivity(activity.Pointer, activity.Name, null, variables.Mask($"It could not tell: {exception.Message}"));
        }
    }

    private string? ReasonAgainst(PlannedActivity activity, IPlanHook hook)
    {
        if (!hook.IsReadOnly)
        {
            return "It does not declare that it only looks, so it was not asked.";
        }

        var isOpen = activity.Arguments.Any(argument => hook.Arguments.Any(name => argument.Name == $"arguments.{name}")
            && argument.From.Any(origin => origin.Kind is OriginKind.Dynamic or OriginKind.Missing or OriginKind.Vault));
        return isOpen || variables.HasUnknown(activity.Secrets) ? "It was not asked: something that it is given is known in the run only." : null;
    }

    private ActivityPlan Masked(ActivityPlan plan) =>
        plan with { Targets = [.. plan.Targets.Select(variables.Mask)], Notes = [.. plan.Notes.Select(variables.Mask)] };
}
