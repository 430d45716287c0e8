using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Verdicts;

/// <summary>What a run has shown, and why: the journal's member <c>verdict</c>. It claims nothing that the journal does not show.</summary>
/// <param name="Outcome">The worst outcome that a rule found.</param>
/// <param name="Reasons">What speaks for it and for the other outcomes that were found, the worst first; at least one.</param>
public sealed record Verdict(VerdictOutcome Outcome, IReadOnlyList<VerdictReason> Reasons)
{
    private static readonly (VerdictOutcome Outcome, IVerdictRule Rule)[] Rules =
    [
        .. from type in typeof(Verdict).Assembly.GetTypes()
           let outcome = type.GetCustomAttribute<VerdictRuleAttribute>()?.Outcome
           where outcome is not null
           orderby outcome descending
           select (outcome.Value, (IVerdictRule)Activator.CreateInstance(type)!), // a class always
    ];

    /// <summary>Judges a run by its journal, which is complete but for this.</summary>
    /// <param name="evidence">The journal and what it does not tell.</param>
    public static Verdict Of(VerdictEvidence evidence)
    {
        List<VerdictReason> reasons = [];
        VerdictOutcome? worst = null;
        foreach (var (outcome, rule) in Rules)
        {
            var before = reasons.Count;
            reasons.AddRange(rule.Judge(evidence));
            worst ??= reasons.Count > before ? outcome : null;
        }

        return worst is { } found
            ? new Verdict(found, reasons)
            : new Verdict(VerdictOutcome.Passed, [new($"The steady-state hypothesis held {evidence.MomentsOfProof}", "/steady_states", true, true)]);
    }

    /// <summary>Reads the verdict of a journal.</summary>
    /// <param name="journal">A journal that a run gave.</param>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static Verdict In(JsonObject journal)
    {
        if (journal["verdict"] is not JsonObject verdict || VerdictOutcomes.Parse(Value.AsText(verdict["outcome"])) is not { } outcome)
        {
            throw new ArgumentException("The journal has no verdict.", nameof(journal));
        }

        return new Verdict(outcome, [.. (verdict["reasons"] as JsonArray ?? []).OfType<JsonObject>().Select(VerdictReason.Of)]);
    }

    /// <summary>The verdict in one line: <c>Verdict: OUTCOME: reason</c>.</summary>
    public string Line => $"Verdict: {VerdictOutcomes.NameOf(Outcome)}: {OnOneLine(Reasons.Count > 0 ? Reasons[0].What : "no reason")}";

    /// <summary>Logs the line, which is the last of a run: as INFO when it passed, else as WARNING.</summary>
    /// <param name="logger">Where.</param>
    public void Tell(ILogger logger) => logger.Log(Outcome == VerdictOutcome.Passed ? LogLevel.Information : LogLevel.Warning, "{Verdict}", Line);

    /// <summary>The verdict as it stands in the journal.</summary>
    public JsonObject ToJson() => new()
    {
        ["outcome"] = VerdictOutcomes.NameOf(Outcome),
        ["reasons"] = new JsonArray([.. Reasons.Select(reason => (JsonNode)reason.ToJson())]),
    };

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" ");
}
