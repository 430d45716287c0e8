using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>A run in words, for reports, terminals and the summary of a job: what was believed, done and found, and what it came to.</summary>
public sealed record RunFindings
{
    /// <summary>The outcome as journals name it: <c>passed</c>, <c>deviated</c>, …; without a verdict what the status says.</summary>
    public required string Outcome { get; init; }

    /// <summary>The outcome for people: <c>Not injected</c>.</summary>
    public required string OutcomeWord { get; init; }

    /// <summary>The outcome in a few words: <c>A weakness was found</c>.</summary>
    public required string Headline { get; init; }

    /// <summary>How good it is.</summary>
    public required Tone Tone { get; init; }

    /// <summary>What was believed, a sentence or two.</summary>
    public required string Believed { get; init; }

    /// <summary>What was done, a sentence or two.</summary>
    public required string Done { get; init; }

    /// <summary>What was found, sentence by sentence, the most important first.</summary>
    public required IReadOnlyList<string> Found { get; init; }

    /// <summary>What became of what was done: rollbacks and undo, in a sentence.</summary>
    public required string PutBack { get; init; }

    /// <summary>The outputs that were not tolerated, in the order of the run; of many alike the first.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>The moment of the first deviation; <see langword="null"/> when there was none, or it is unknown.</summary>
    public DateTimeOffset? DeviatedAt { get; init; }

    /// <summary>Puts a run into words.</summary>
    public static RunFindings Of(Journal journal)
    {
        var outcome = Outcomes.Of(journal);
        var differences = FindingsWords.Differences(journal);
        return new RunFindings
        {
            Outcome = outcome,
            OutcomeWord = Outcomes.Word(outcome),
            Headline = Outcomes.Headline(outcome),
            Tone = Outcomes.ToneOf(outcome),
            Believed = FindingsWords.Believed(journal),
            Done = FindingsWords.Done(journal),
            Found = [.. FindingsWords.Found(journal, outcome, differences)],
            PutBack = FindingsWords.PutBack(journal),
            Differences = differences,
            DeviatedAt = differences.Where(difference => difference.Phase is Phase.During or Phase.After or Phase.Method).Select(difference => difference.Moment).FirstOrDefault(moment => moment is not null),
        };
    }
}
