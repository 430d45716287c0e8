using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls;

/// <summary>What can be wrong with the declaration of a control.</summary>
internal static class ControlDiagnostics
{
    public static Diagnostic WrongKind(DocumentNode node, string what, string wanted) =>
        Diagnostic.Error("CTK0401", node, $"{what} must be {wanted}; this is {NodeWords.Describe(node)}.", $"Write {wanted}.");

    public static Diagnostic WithoutName(DocumentNode node) =>
        Diagnostic.Error("CTK0402", node, "The control has no 'name'.", "Add a \"name\", or a \"ref\" to a control of the experiment.") with { Span = node.OpeningSpan };

    public static Diagnostic WithoutProvider(DocumentNode node, string name) =>
        Diagnostic.Error("CTK0403", node, $"The control '{NodeWords.Shortened(name)}' has no 'provider'.", "Add a \"provider\" with its \"type\" and \"module\".") with { Span = node.OpeningSpan };

    public static Diagnostic WithoutType(DocumentNode node, string name) =>
        Diagnostic.Warning(
            "CTK0404", node, node.Parent?.Kind == ValueKind.Object && node.Kind is not (ValueKind.Object or ValueKind.Text)
                ? $"The 'type' of the provider of the control '{NodeWords.Shortened(name)}' is {NodeWords.Describe(node)}, not a text, so the control does nothing."
                : $"The provider of the control '{NodeWords.Shortened(name)}' has no 'type', so the control does nothing.", "Add a \"type\": \"python\" or \"dotnet\".") with
        { Span = node.OpeningSpan };

    public static Diagnostic BadScope(DocumentNode node) =>
        Diagnostic.Error("CTK0405", node, $"The scope of a control is 'before' or 'after'; this is {NodeWords.Describe(node)}.", Spelling.Suggest(node.Text ?? "", ["before", "after"]));

    public static Diagnostic MissingArgument(DocumentNode node, string module, string name) =>
        Diagnostic.Error("CTK0407", node, $"The control '{module}' needs the argument '{name}'.", $"Add \"{name}\" to its \"arguments\".") with { Span = node.OpeningSpan };

    public static Diagnostic WrongArgument(DocumentNode node, string name, string wanted) =>
        Diagnostic.Error("CTK0408", node, $"The argument '{name}' must be {wanted}; this is {NodeWords.Describe(node)}.", $"Write {wanted}.");

    public static Diagnostic UnknownArgument(DocumentNode node, string module, string name, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0409", node, $"The control '{module}' has no argument '{name}'.", Spelling.Suggest(name, known)) with { Span = node.KeySpan };

    public static Diagnostic NoGuard(DocumentNode node, string what) =>
        Diagnostic.Error("CTK0410", node, $"A guard is a probe with a tolerance; {what}.", "Write it as a probe of the hypothesis is written: \"type\": \"probe\", \"name\", \"provider\", \"tolerance\".") with { Span = node.OpeningSpan };

    public static Diagnostic UnknownType(DocumentNode type, string name, IReadOnlyCollection<string> known) =>
        Diagnostic.Warning("CTK0411", type, $"There are no controls of type {NodeWords.Quote(type)}, so the control '{NodeWords.Shortened(name)}' does nothing.", Spelling.Suggest(type.Text ?? "", known));

    public static Diagnostic DanglingReference(DocumentNode node, IReadOnlyCollection<string> names) =>
        Diagnostic.Error("CTK0406", node, $"The experiment declares no control {NodeWords.Quote(node)}.", Spelling.Suggest(node.Text ?? "", names));
}
