using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>What can be wrong with an experiment and its activities.</summary>
internal static class ExperimentDiagnostics
{
    public static Diagnostic NotAnObject(DocumentNode node) =>
        Diagnostic.Error("CTK0101", node, $"An experiment is an object; this is {Describe(node)}.", "Begin with \"title\", \"description\" and \"method\".");

    public static Diagnostic Missing(DocumentNode node, string member, string what) =>
        Diagnostic.Error("CTK0102", node, $"{what} has no '{member}'.", $"Add a \"{member}\".");

    public static Diagnostic NotText(DocumentNode node, string member) =>
        Diagnostic.Error("CTK0103", node, $"'{member}' must be a text that is not empty; this is {Describe(node)}.");

    public static Diagnostic WrongKind(DocumentNode node, string member, string wanted) =>
        Diagnostic.Error("CTK0104", node, $"'{member}' must be {wanted}; this is {Describe(node)}.");

    public static Diagnostic BadTag(DocumentNode node) =>
        Diagnostic.Error("CTK0105", node, $"A tag must be a text that is not empty; this is {Describe(node)}.");

    public static Diagnostic UnknownActivityType(DocumentNode node) =>
        Diagnostic.Error("CTK0106", node, $"An activity is a 'probe' or an 'action'; there is no type {Quote(node)}.", Spelling.Suggest(node.Text ?? "", ["action", "probe"]));

    public static Diagnostic DanglingReference(DocumentNode node, IReadOnlyCollection<string> names) =>
        Diagnostic.Error("CTK0107", node, $"There is no activity {Quote(node)} that this ref could mean.", Spelling.Suggest(node.Text ?? "", names));

    public static Diagnostic BadReference(DocumentNode node) =>
        Diagnostic.Error("CTK0108", node, $"A 'ref' must be the name of an activity; this is {Describe(node)}.");

    public static Diagnostic BadPause(DocumentNode node, string member) =>
        Diagnostic.Error("CTK0109", node, $"The pause '{member}' must be a number of seconds; this is {Describe(node)}.", "Write a number, or one reference and nothing else: \"${name}\".");

    public static Diagnostic WithoutTolerance(DocumentNode node, string name) =>
        Diagnostic.Error("CTK0110", node, $"The probe '{name}' of the steady-state hypothesis has no 'tolerance'.", "Say what is normal: a value, a list, or an object with a 'type'.");

    public static Diagnostic UnknownStrategy(DocumentNode node, string what, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0111", node, $"There is no {what} {Quote(node)}.", Spelling.Suggest(node.Text ?? "", known));

    public static Diagnostic BadTimeout(DocumentNode node) =>
        Diagnostic.Error("CTK0112", node, $"A 'timeout' must be a number of seconds over 0; this is {Describe(node)}.");

    public static Diagnostic UnknownProvider(DocumentNode node, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0113", node, $"There is no provider {Quote(node)}.", Spelling.Suggest(node.Text ?? "", known));

    public static Diagnostic Empty(DocumentNode node, string what) =>
        Diagnostic.Error("CTK0114", node, $"{what} is empty.");

    public static Diagnostic UndoOfProbe(DocumentNode node) =>
        Diagnostic.Warning("CTK0154", node, "A probe changes nothing, so its 'undo' is never played.", "Make it an action if it does change something.");

    public static Diagnostic UnknownRestoration(DocumentNode node) =>
        Diagnostic.Error("CTK0115", node, $"The restoration of the runtime can only be 'verify'; this is {Describe(node)}.");

    public static Diagnostic MisspeltMember(DocumentNode node, string key, string nearest) =>
        Diagnostic.Warning("CTK0150", node, $"Nothing reads the member '{key}'.", $"Did you mean '{nearest}'?");

    public static Diagnostic SameName(DocumentNode node, string name) =>
        Diagnostic.Warning("CTK0151", node, $"Two activities have the name '{name}'.", "A ref means the last one. Give each a name of its own.");

    public static Diagnostic DuplicateKey(DocumentNode node, SourceSpan place, string key) =>
        new("CTK0152", DiagnosticLevel.Warning, $"The key '{key}' stands twice in one object: this one is overruled by the last.", place, node.Pointer, "Remove one of the two.");

    public static Diagnostic UnknownContribution(DocumentNode node) =>
        Diagnostic.Warning("CTK0153", node, $"A contribution is 'high', 'medium', 'low' or 'none'; this is {Describe(node)}.");

    private static string Quote(DocumentNode node) => node.Text is { } text ? $"'{text}'" : PythonText.Repr(node.Value);

    private static string Describe(DocumentNode node) => node.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => PythonComparison.IsTrue(node.Value) ? "true" : "false",
        ValueKind.Integer or ValueKind.Float => $"the number {PythonText.Of(node.Value)}",
        ValueKind.List => "a list",
        ValueKind.Object => "an object",
        _ when string.IsNullOrWhiteSpace(node.Text) => "an empty text",
        _ => $"the text '{(node.Text is { Length: > 60 } text ? text[..60] + "…" : node.Text)}'",
    };
}
