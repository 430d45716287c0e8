namespace ChaosToolkit.Running;

/// <summary>When the steady-state hypothesis is checked.</summary>
public enum HypothesisStrategy
{
    /// <summary>Before and after the method.</summary>
    Default,

    /// <summary>Before the method only.</summary>
    BeforeMethodOnly,

    /// <summary>After the method only.</summary>
    AfterMethodOnly,

    /// <summary>Again and again while the method goes on, and not before or after it.</summary>
    DuringMethodOnly,

    /// <summary>Before, during and after the method.</summary>
    Continuously,

    /// <summary>Not at all.</summary>
    Skip,
}

/// <summary>When the rollbacks are played.</summary>
public enum RollbackStrategy
{
    /// <summary>Unless the run failed or was interrupted.</summary>
    Default,

    /// <summary>However the run ended.</summary>
    Always,

    /// <summary>Not at all.</summary>
    Never,

    /// <summary>When the run deviated.</summary>
    Deviated,
}

/// <summary>The names of the strategies in documents and options.</summary>
public static class Strategies
{
    /// <summary>The names that a document or the settings may give to a hypothesis strategy.</summary>
    public static IReadOnlyDictionary<string, HypothesisStrategy> Hypothesis { get; } = new Dictionary<string, HypothesisStrategy>(StringComparer.Ordinal)
    {
        ["default"] = HypothesisStrategy.Default,
        ["before-method-only"] = HypothesisStrategy.BeforeMethodOnly,
        ["after-method-only"] = HypothesisStrategy.AfterMethodOnly,
        ["during-method-only"] = HypothesisStrategy.DuringMethodOnly,
        ["continuously"] = HypothesisStrategy.Continuously,
        ["continous"] = HypothesisStrategy.Continuously,
        ["continuous"] = HypothesisStrategy.Continuously,
        ["continously"] = HypothesisStrategy.Continuously,
        ["skip"] = HypothesisStrategy.Skip,
    };

    /// <summary>The names of the hypothesis strategies that people should write; further spellings are accepted.</summary>
    public static IReadOnlyList<string> HypothesisNames { get; } = ["default", "before-method-only", "after-method-only", "during-method-only", "continuously", "skip"];

    /// <summary>The names of the rollback strategies.</summary>
    public static IReadOnlyDictionary<string, RollbackStrategy> Rollbacks { get; } = new Dictionary<string, RollbackStrategy>(StringComparer.Ordinal)
    {
        ["default"] = RollbackStrategy.Default,
        ["always"] = RollbackStrategy.Always,
        ["never"] = RollbackStrategy.Never,
        ["deviated"] = RollbackStrategy.Deviated,
    };

    /// <summary>The name under which the log speaks of a strategy.</summary>
    public static string NameOf(HypothesisStrategy strategy) => strategy switch
    {
        HypothesisStrategy.BeforeMethodOnly => "before-method-only",
        HypothesisStrategy.AfterMethodOnly => "after-method-only",
        HypothesisStrategy.DuringMethodOnly => "during-method-only",
        HypothesisStrategy.Continuously => "continuous", // the original's log says so, whatever the option is called
        HypothesisStrategy.Skip => "skip",
        _ => "default",
    };

    /// <summary>The name of a strategy.</summary>
    public static string NameOf(RollbackStrategy strategy) => strategy switch
    {
        RollbackStrategy.Always => "always",
        RollbackStrategy.Never => "never",
        RollbackStrategy.Deviated => "deviated",
        _ => "default",
    };
}
