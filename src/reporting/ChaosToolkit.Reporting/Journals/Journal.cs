using System.Text.Json;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>What a run did and what came of it, as its journal tells; what an older journal does not tell is absent. Texts are inert, secrets masked.</summary>
public sealed record Journal
{
    /// <summary>The file it came from, as it was given.</summary>
    public required string Source { get; init; }

    /// <summary>The experiment's title.</summary>
    public required string Title { get; init; }

    /// <summary>The experiment's description; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>The experiment's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the experiment contributes to, with the level: <c>high</c>, <c>medium</c>, <c>low</c>, <c>none</c>.</summary>
    public IReadOnlyDictionary<string, string> Contributions { get; init; } = new Dictionary<string, string>();

    /// <summary><c>completed</c>, <c>failed</c>, <c>aborted</c>, <c>interrupted</c>; of older journals others too.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the hypothesis was not met after the method.</summary>
    public bool HasDeviated { get; init; }

    /// <summary>What was rehearsed only: <c>probes</c>, <c>actions</c>, <c>activities</c>, <c>pause</c>; <see langword="null"/> for a real run.</summary>
    public string? Dry { get; init; }

    /// <summary>The verdict's outcome; <see langword="null"/> where the journal has none.</summary>
    public string? Outcome { get; init; }

    /// <summary>What speaks for the verdict, the worst first.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>When the run started, in UTC.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ended, in UTC.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The machine's name; empty where unknown.</summary>
    public string Node { get; init; } = "";

    /// <summary>The machine's system; empty where unknown.</summary>
    public string Platform { get; init; } = "";

    /// <summary>The version of the original's library whose format this is; empty where unknown.</summary>
    public string Version { get; init; } = "";

    /// <summary>The run; empty where unknown.</summary>
    public string RunId { get; init; } = "";

    /// <summary>What was believed: the hypothesis' title; <see langword="null"/> where there is no hypothesis.</summary>
    public string? Hypothesis { get; init; }

    /// <summary>The probes of the hypothesis as they were written; no status, no output.</summary>
    public IReadOnlyList<JournalActivity> HypothesisProbes { get; init; } = [];

    /// <summary>The checks of the hypothesis in the order of the run.</summary>
    public IReadOnlyList<HypothesisRound> Rounds { get; init; } = [];

    /// <summary>The method's activities as they were played.</summary>
    public IReadOnlyList<JournalActivity> Method { get; init; } = [];

    /// <summary>The rollbacks as they were played.</summary>
    public IReadOnlyList<JournalActivity> Rollbacks { get; init; } = [];

    /// <summary>What took actions back.</summary>
    public IReadOnlyList<JournalActivity> Undo { get; init; } = [];

    /// <summary>How many activities the method was written with.</summary>
    public int PlannedActivities { get; init; }

    /// <summary>The experiment's configuration.</summary>
    internal JsonElement Configuration { get; init; }

    /// <summary>How the journal's texts may be shown.</summary>
    internal JournalWords Words { get; init; } = new(new Dictionary<string, string>());

    /// <summary>Everything that was played, in the order of the phases.</summary>
    public IEnumerable<JournalActivity> Activities =>
        Rounds.Where(round => round.Phase is Phase.Before).SelectMany(round => round.Probes)
            .Concat(Method)
            .Concat(Rounds.Where(round => round.Phase is Phase.During or Phase.After).SelectMany(round => round.Probes))
            .Concat(Undo).Concat(Rollbacks)
            .Concat(Rounds.Where(round => round.Phase is Phase.Restoration).SelectMany(round => round.Probes));
}
