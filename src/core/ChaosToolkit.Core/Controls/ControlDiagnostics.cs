using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Controls;

/// <summary>What can be wrong with the declaration of a control.</summary>
internal static class ControlDiagnostics
{
    public static Diagnostic NotAnObject(DocumentNode node) =>
        Diagnostic.Error("CTK0401", node, "A control is an object with a 'name' and a 'provider'.");

    public static Diagnostic NotAList(DocumentNode node) =>
        Diagnostic.Error("CTK0402", node, "'controls' must be a list of controls.");

    public static Diagnostic WithoutName(DocumentNode node) =>
        Diagnostic.Error("CTK0403", node, "The control has no 'name'.", "Add a \"name\", or a \"ref\" to a control of the experiment.");

    public static Diagnostic WithoutProvider(DocumentNode node, string name) =>
        Diagnostic.Error("CTK0404", node, $"The control '{name}' has no 'provider'.", "Add a \"provider\" with its \"type\" and \"module\".");

    public static Diagnostic WithoutType(DocumentNode node, string name) =>
        Diagnostic.Warning("CTK0405", node, $"The provider of the control '{name}' has no 'type', so the control does nothing.", "Write \"python\" or \"dotnet\".");

    public static Diagnostic BadScope(DocumentNode node) =>
        Diagnostic.Error("CTK0406", node, $"The scope of a control is 'before' or 'after'; this is '{node.Text ?? Values.PythonText.Repr(node.Value)}'.", Spelling.Suggest(node.Text ?? "", ["before", "after"]));

    public static Diagnostic DanglingReference(DocumentNode node, IReadOnlyCollection<string> names) =>
        Diagnostic.Error("CTK0407", node, $"The experiment declares no control '{node.Text ?? Values.PythonText.Repr(node.Value)}'.", Spelling.Suggest(node.Text ?? "", names));

    public static Diagnostic BadAutomatic(DocumentNode node) =>
        Diagnostic.Error("CTK0408", node, "'automatic' must be true or false.");
}
