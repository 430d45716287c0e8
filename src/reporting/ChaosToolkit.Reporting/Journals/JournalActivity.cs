using System.Text.Json;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>An entry of a journal: an activity that was played.</summary>
public sealed record JournalActivity
{
    /// <summary>The part of the run.</summary>
    public required Phase Phase { get; init; }

    /// <summary>Its name; <c>unnamed</c> where it has none.</summary>
    public required string Name { get; init; }

    /// <summary><c>probe</c> or <c>action</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>succeeded</c> or <c>failed</c>; <see langword="null"/> when it was cut short.</summary>
    public string? Status { get; init; }

    /// <summary>When it started, after the pause before.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether the method went on beside it.</summary>
    public bool IsBackground { get; init; }

    /// <summary>The pause before; zero for none.</summary>
    public TimeSpan PauseBefore { get; init; }

    /// <summary>The pause after; zero for none.</summary>
    public TimeSpan PauseAfter { get; init; }

    /// <summary>Whether its output was within its tolerance; <see langword="null"/> where nothing was judged.</summary>
    public bool? ToleranceMet { get; init; }

    /// <summary>Why it failed, line by line.</summary>
    public IReadOnlyList<string> Exception { get; init; } = [];

    /// <summary>Where it stands in the journal, as a JSON pointer; of what was played.</summary>
    internal string Where { get; init; } = "";

    /// <summary>The action that it took back, as a JSON pointer; <see langword="null"/> where the journal does not say.</summary>
    internal string? TakesBack { get; init; }

    /// <summary>How it was carried out.</summary>
    internal JsonElement Provider { get; init; }

    /// <summary>What its output was to be.</summary>
    internal JsonElement Tolerance { get; init; }

    /// <summary>What it gave.</summary>
    internal JsonElement Output { get; init; }

    /// <summary>Why the output was not tolerated: <c>expected</c>, <c>observed</c>, <c>path</c>, <c>difference</c>.</summary>
    internal JsonElement Explanation { get; init; }

    /// <summary>Whether an action had its effect.</summary>
    internal JsonElement Effect { get; init; }

    /// <summary>Whether it ended well: it did not fail, was not cut short, and its output was tolerated.</summary>
    public bool IsGood => Status == "succeeded" && ToleranceMet != false;
}
