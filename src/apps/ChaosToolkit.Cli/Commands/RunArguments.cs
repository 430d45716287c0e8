using ChaosToolkit.Running;

namespace ChaosToolkit.Cli.Commands;

/// <summary>The command line of <c>chaos run</c>.</summary>
internal sealed record RunArguments
{
    /// <summary>The experiment: a path or a URL.</summary>
    public required string Source { get; init; }

    /// <summary>Where the journal is written. The default is <c>journal.json</c>.</summary>
    public string JournalPath { get; init; } = "journal.json";

    /// <summary>Where the run's metrics are written; <see langword="null"/> (the default) for nowhere.</summary>
    public string? MetricsFile { get; init; }

    /// <summary>What is not really done: <c>probes</c>, <c>actions</c>, <c>activities</c> or <c>pause</c>; <see langword="null"/> when all is.</summary>
    public string? Dry { get; init; }

    /// <summary>Whether the experiment is validated first. The default is true.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>Whether certificates are verified when the experiment is loaded. The default is true.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary><c>default</c>, <c>always</c>, <c>never</c> or <c>deviated</c>; <see langword="null"/>: as the experiment and the settings say.</summary>
    public string? RollbackStrategy { get; init; }

    /// <summary>When the hypothesis is checked; <see langword="null"/>: as the experiment and the settings say.</summary>
    public string? HypothesisStrategy { get; init; }

    /// <summary>The pause between two rounds of a continuous hypothesis. In seconds, at least 0; 1 by default.</summary>
    public double HypothesisFrequency { get; init; } = 1;

    /// <summary>Whether a continuous hypothesis that is not met ends the run.</summary>
    public bool FailFast { get; init; }

    /// <summary>The part of the rounds that must have deviated for that, from 0 to 1; <see langword="null"/>: the first one is enough.</summary>
    public double? FailFastRatio { get; init; }

    /// <summary>After how long the run is interrupted; <see langword="null"/> for never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the exit status follows the verdict.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether secrets are masked. The default is true.</summary>
    public bool Masks { get; init; } = true;

    /// <summary>The Python interpreter; <see langword="null"/> to find one.</summary>
    public string? Python { get; init; }

    /// <summary>Each <c>KEY[:TYPE]=VALUE</c>, in order.</summary>
    public IReadOnlyList<string> Vars { get; init; } = [];

    /// <summary>The variable files, in order; they exist.</summary>
    public IReadOnlyList<string> VarFiles { get; init; } = [];

    /// <summary>The files with global controls, in order; they exist.</summary>
    public IReadOnlyList<string> ControlFiles { get; init; } = [];

    /// <summary>Whether the run has a folder with its log. The default is true.</summary>
    public bool KeepsLog { get; init; } = true;

    /// <summary>The folder of runs; <see langword="null"/> for the one beside the journal.</summary>
    public string? RunDirectory { get; init; }

    /// <summary>Whether a second process watches over the run where it is needed. The default is true.</summary>
    public bool IsWatched { get; init; } = true;

    /// <summary>Whether what actions did is left in place.</summary>
    public bool KeepsFaults { get; init; }

    /// <summary>Whether the hypothesis is checked once more after undo and rollbacks.</summary>
    public bool VerifiesRestoration { get; init; }

    /// <summary>The beginning of the hash of the plan that was reviewed; <see langword="null"/> where none has to be.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Whether every question of a control is answered with yes.</summary>
    public bool SaysYes { get; init; }

    /// <summary>Whether nobody is asked: prompts are passed over, questions answered with no.</summary>
    public bool AsksNobody { get; init; }

    /// <summary>What the engine is to know of it.</summary>
    public RunOptions ToRunOptions() => new()
    {
        HypothesisStrategy = HypothesisStrategy is null ? null : Strategies.Hypothesis[HypothesisStrategy],
        RollbackStrategy = RollbackStrategy is null ? null : Strategies.Rollbacks[RollbackStrategy],
        HypothesisFrequency = TimeSpan.FromSeconds(HypothesisFrequency),
        FailFast = FailFast,
        FailFastRatio = FailFastRatio ?? 0,
        Dry = Dry is null ? DryMode.None : Enum.Parse<DryMode>(Dry, ignoreCase: true),
        Timeout = Timeout,
        KeepsFaults = KeepsFaults,
        VerifiesRestoration = VerifiesRestoration,
    };
}
