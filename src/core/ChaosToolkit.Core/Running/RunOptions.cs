namespace ChaosToolkit.Running;

/// <summary>What the one who runs an experiment decides, over the experiment and the settings.</summary>
public sealed record RunOptions
{
    /// <summary>When the hypothesis is checked; <see langword="null"/> (the default) leaves it to experiment and settings.</summary>
    public HypothesisStrategy? HypothesisStrategy { get; init; }

    /// <summary>When rollbacks are played; <see langword="null"/> (the default) leaves it to experiment and settings.</summary>
    public RollbackStrategy? RollbackStrategy { get; init; }

    /// <summary>The wait between two rounds of a continuous hypothesis. The default is one second.</summary>
    public TimeSpan HypothesisFrequency { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a continuous hypothesis that is not met ends the method. The default is false.</summary>
    public bool FailFast { get; init; }

    /// <summary>The share of unmet rounds, 0 to 1, from which on <see cref="FailFast"/> ends the method. The default is 0: the first.</summary>
    public double FailFastRatio { get; init; }

    /// <summary>What is left out. The default is nothing.</summary>
    public DryMode Dry { get; init; }

    /// <summary>Whether what actions did is left in place: no <c>undo</c> is played. The default is false.</summary>
    public bool KeepsFaults { get; init; }

    /// <summary>Whether the hypothesis is checked once more after undo and rollbacks, also where no document asks for it. The default is false.</summary>
    public bool VerifiesRestoration { get; init; }

    /// <summary>How long the whole run may take before it is interrupted; <see langword="null"/> (the default) sets no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Is told what happens in the run, as it happens, for those who look on; <see langword="null"/> (the default) when nobody does.</summary>
    /// <value>Called from any thread, several at once; must be quick and must not throw. Events are live and hold secrets as they are.</value>
    public Action<Journaling.RunLogEvent>? Observer { get; init; }
}
