using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Model;

/// <summary>What can be wrong with an experiment and its activities.</summary>
internal static class ExperimentDiagnostics
{
    public static Diagnostic NotAnObject(DocumentNode node) => Diagnostic.Error(
        "CTK0101", node,
        node.IsNothing ? LoadingDiagnostics.Nothing : $"An experiment is an object of members; this is {NodeWords.Describe(node)}.",
        node.IsNothing ? LoadingDiagnostics.InsteadOfNothing : "Begin with \"title\", \"description\" and \"method\".");

    public static Diagnostic Missing(DocumentNode node, string member, string what) =>
        Diagnostic.Error("CTK0102", node, $"{what} has no '{member}'.", AdviceFor(node, member)) with { Span = node.OpeningSpan };

    public static Diagnostic NotText(DocumentNode node, string what) =>
        Diagnostic.Error("CTK0103", node, $"{what} must be a text that is not empty; this is {NodeWords.Describe(node)}.", "Write a text.");

    public static Diagnostic WrongKind(DocumentNode node, string member, string wanted) =>
        Diagnostic.Error("CTK0104", node, $"'{member}' must be {wanted}; this is {NodeWords.Describe(node)}.", $"Write {wanted}.");

    public static Diagnostic UnknownActivityType(DocumentNode node) =>
        Diagnostic.Error("CTK0105", node, $"An activity is a 'probe' or an 'action'; there is no type {NodeWords.Quote(node)}.", Spelling.Suggest(node.Text ?? "", ["action", "probe"]));

    public static Diagnostic DanglingReference(DocumentNode node, string word, IReadOnlyCollection<string> names) =>
        Diagnostic.Error("CTK0106", node, $"There is no activity {NodeWords.Quote(node)} that this ref could mean.", Spelling.Suggest(word, names));

    public static Diagnostic BadPause(DocumentNode node, string member) =>
        Diagnostic.Error(
            "CTK0107", node, $"The pause '{member}' must be a number of seconds from 0 on; this is {NodeWords.Describe(node)}.",
            "Write a number, or one reference and nothing else: \"${name}\".");

    public static Diagnostic WithoutTolerance(DocumentNode node, string name) =>
        Diagnostic.Error(
            "CTK0108", node, $"The probe '{NodeWords.Shortened(name)}' of the steady-state hypothesis has no 'tolerance'.",
            "Say what is normal: add a \"tolerance\" that is a value, a list, or an object with a 'type'.") with
        { Span = node.OpeningSpan };

    public static Diagnostic UnknownStrategy(DocumentNode node, string what, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0109", node, $"There is no {what} {NodeWords.Quote(node)}.", Spelling.Suggest(node.Text ?? "", known));

    public static Diagnostic UnknownProvider(DocumentNode node, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0110", node, $"There is no provider {NodeWords.Quote(node)}.", Spelling.Suggest(node.Text ?? "", known));

    public static Diagnostic Empty(DocumentNode node, string what, string help) =>
        Diagnostic.Error("CTK0111", node, $"{what} is empty.", help);

    public static Diagnostic MisspeltMember(DocumentNode node, string key, string nearest, bool isThere) =>
        Diagnostic.Warning("CTK0150", node, $"Nothing reads the member '{NodeWords.Shortened(key)}'.", $"Did you mean '{nearest}'?{(isThere ? " It is there as well." : "")}") with { Span = node.KeySpan };

    public static Diagnostic SameName(DocumentNode node, string name) =>
        Diagnostic.Warning("CTK0151", node, $"Two activities have the name '{NodeWords.Shortened(name)}'.", "A ref means the last one. Give each a name of its own.");

    public static Diagnostic DuplicateKey(DocumentNode node, SourceSpan place, string key) =>
        Diagnostic.Warning("CTK0152", node, $"The key '{NodeWords.Shortened(key)}' stands twice in one object: the last one counts, this one does not.", "Remove one of the two.") with { Span = place };

    public static Diagnostic UnknownContribution(DocumentNode node) =>
        Diagnostic.Warning("CTK0153", node, $"A contribution is 'high', 'medium', 'low' or 'none'; this is {NodeWords.Describe(node)}.", Spelling.Suggest(node.Text ?? "", ["high", "medium", "low", "none"]));

    public static Diagnostic UnusualMember(DocumentNode node, string member, string wanted) =>
        Diagnostic.Warning("CTK0154", node, $"'{member}' should be {wanted}; this is {NodeWords.Describe(node)}.", "Nothing in a run depends on it, but tools that read the journal may.");

    public static Diagnostic MisspeltReference(DocumentNode node, string name, string nearest) =>
        Diagnostic.Warning(
            "CTK0155", node, $"Neither the configuration nor the secrets have a '{NodeWords.Shortened(name)}': the reference stays as it is written.", $"Did you mean '${{{nearest}}}'?");

    public static Diagnostic ActionInHypothesis(DocumentNode type) =>
        Diagnostic.Warning("CTK0156", type, "This action belongs to the steady-state hypothesis: it is carried out each time the hypothesis is checked.", "Make it a probe, or move it to the method.");

    private static string AdviceFor(DocumentNode node, string member) =>
        Spelling.Nearest(member, node.Members.Select(one => one.Key)) is { } written ? $"Did you mean it by \"{NodeWords.Shortened(written)}\"? Write \"{member}\"." : $"Add a \"{member}\".";

    public static Diagnostic OfActionsOnly(DocumentNode node, string member, string holder) =>
        Diagnostic.Warning("CTK0160", node, $"'{member}' has no effect here: only {holder} has one.", "Remove it.");
}
