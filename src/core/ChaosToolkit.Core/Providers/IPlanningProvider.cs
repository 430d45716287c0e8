using ChaosToolkit.Extensions;

namespace ChaosToolkit.Providers;

/// <summary>A provider that can tell what an activity would do without doing it.</summary>
public interface IPlanningProvider
{
    /// <summary>What is known of the activity's plan without asking anybody; nothing is called or connected to.</summary>
    /// <param name="call">The activity, with the secrets that are known before a run.</param>
    /// <returns><see langword="null"/> where nobody can tell more of the activity.</returns>
    IPlanHook? FindPlan(ActivityCall call);
}

/// <summary>What can be asked for the plan of one activity.</summary>
public interface IPlanHook
{
    /// <summary>Whether it declares that it changes nothing. It is asked only then.</summary>
    bool IsReadOnly { get; }

    /// <summary>The arguments that it looks at, as members of the provider's <c>arguments</c>.</summary>
    IReadOnlyCollection<string> Arguments { get; }

    /// <summary>Asks.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Exception">It cannot tell; the plan says why and goes on.</exception>
    Task<ActivityPlan> AskAsync(CancellationToken cancellationToken);
}
