using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

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
        Diagnostic.Warning("CTK0404", node, $"The provider of the control '{NodeWords.Shortened(name)}' has no 'type', so the control does nothing.", "Add a \"type\": \"python\" or \"dotnet\".") with { Span = node.OpeningSpan };

    public static Diagnostic BadScope(DocumentNode node) =>
        Diagnostic.Error("CTK0405", node, $"The scope of a control is 'before' or 'after'; this is {NodeWords.Describe(node)}.", Spelling.Suggest(node.Text ?? "", ["before", "after"]));

    public static Diagnostic DanglingReference(DocumentNode node, IReadOnlyCollection<string> names) =>
        Diagnostic.Error("CTK0406", node, $"The experiment declares no control {NodeWords.Quote(node)}.", Spelling.Suggest(node.Text ?? "", names));
}
