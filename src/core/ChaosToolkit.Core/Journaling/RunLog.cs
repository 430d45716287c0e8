using System.Text.Json.Nodes;

namespace ChaosToolkit.Journaling;

/// <summary>The log of a run: what happened, in order. Whatever the runner does it says here first; the journal follows from it.</summary>
/// <param name="time">The clock of the run.</param>
internal sealed class RunLog(TimeProvider time)
{
    private readonly JournalBuilder builder = new();
    private int lastNumber;

    public JsonObject Journal => builder.Journal;

    public JsonArray Run => builder.Run;

    public JsonArray Rollbacks => builder.Rollbacks;

    public JsonObject EntryOf(int activity) => builder.EntryOf(activity);

    public JsonObject StateOf(int check) => builder.StateOf(check);

    public JournalStatus? Status { get; private set; }

    public void RunStarts(JsonObject experiment, string node, string platform) => Append(new RunStarted(Now, experiment, node, platform));

    public int HypothesisStarts(HypothesisMoment moment)
    {
        Append(new HypothesisStarted(Now, ++lastNumber, moment));
        return lastNumber;
    }

    public void HypothesisEnds(int check, bool isMet) => Append(new HypothesisEnded(Now, check, isMet));

    public void HypothesisIsRecorded(int check) => Append(new HypothesisRecorded(Now, check));

    public int ActivityStarts(RunSection section, int check, JsonObject declaration)
    {
        Append(new ActivityStarted(Now, ++lastNumber, section, check, declaration));
        return lastNumber;
    }

    public void ActivityEnds(int activity, bool? hasSucceeded, JsonNode? output = null, IReadOnlyList<string>? exception = null) =>
        Append(new ActivityEnded(Now, activity, hasSucceeded, output, exception));

    public void ToleranceIsChecked(int activity, bool isMet, JsonObject? explanation) => Append(new ToleranceChecked(Now, activity, isMet, explanation));

    public void EffectIsChecked(int activity, bool isMet, int attempts, JsonNode? output) => Append(new EffectChecked(Now, activity, isMet, attempts, output));

    /// <summary>Adds to the journal what is ours: controls have had their last turn.</summary>
    public void CompleteJournal() => builder.Complete();

    public void StatusBecomes(JournalStatus status)
    {
        Status = status;
        Append(new StatusChanged(Now, status));
    }

    public void Deviates() => Append(new DeviationFound(Now));

    public void RunEnds() => Append(new RunEnded(Now));

    private DateTimeOffset Now => time.GetUtcNow();

    private void Append(RunLogEvent moment) => builder.Apply(moment);
}
