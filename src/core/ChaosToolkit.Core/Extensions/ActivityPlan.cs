namespace ChaosToolkit.Extensions;

/// <summary>Whether an activity would be allowed to do what it does.</summary>
public enum PlanPermission
{
    /// <summary>Nobody looked, or it cannot be told.</summary>
    Unknown,

    /// <summary>It would be allowed.</summary>
    Granted,

    /// <summary>It would be refused; <see cref="ActivityPlan.Notes"/> should say what is missing.</summary>
    Denied,
}

/// <summary>What an activity would do if it were carried out now: what a function with <see cref="PlanAttribute"/> gives.</summary>
/// <remarks>It is a look at one moment. The run chooses anew, so it is no part of the plan's hash.</remarks>
public sealed record ActivityPlan
{
    /// <summary>What the activity would act on, each named as people of the field name it: <c>pod default/shop-7d9</c>.</summary>
    /// <value>The default is none: it would find nothing to act on.</value>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether it would be allowed to.</summary>
    /// <value>The default is <see cref="PlanPermission.Unknown"/>.</value>
    public PlanPermission Permission { get; init; }

    /// <summary>What else a reviewer should know, a sentence each.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
