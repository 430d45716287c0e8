using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Python;

/// <summary>What can be wrong with activities and controls that are written in Python.</summary>
internal static class PythonDiagnostics
{
    internal static Diagnostic NameMissing(DocumentNode node, string member) => Diagnostic.Error(
        "CTK0340", node, $"A Python provider needs '{member}': the name of {(member == "module" ? "a module that can be imported" : "a function in the module")}.", $"Add \"{member}\": \"{(member == "module" ? "PACKAGE.MODULE" : "FUNCTION")}\".") with
    { Span = node.OpeningSpan };

    internal static Diagnostic ArgumentsAreNoObject(DocumentNode node) => Diagnostic.Error(
        "CTK0341", node, "The arguments of a Python provider are an object: parameter names and values.", "Write them as {\"NAME\": VALUE}.");

    internal static Diagnostic ModuleMissing(DocumentNode node, ActivityNode activity) => Diagnostic.Error(
        "CTK0342",
        node,
        $"There is no Python module '{node.Text}', which the activity '{activity.Activity["name"]?.Text}' needs.",
        "Install the package it is in into the interpreter that 'chaos info core' shows, name another interpreter with --python, or put its folder on PYTHONPATH.");

    internal static Diagnostic ModuleFails(DocumentNode node, string detail) => Diagnostic.Error(
        "CTK0343", node, $"The Python module '{node.Text}' cannot be imported: {detail}", "Import it with the interpreter that 'chaos info core' shows to see more, and install what it needs.");

    internal static Diagnostic FunctionMissing(DocumentNode node, string module, bool exists, IReadOnlyList<string> known) => Diagnostic.Error(
        "CTK0344",
        node,
        exists ? $"'{node.Text}' in the Python module '{module}' is not a function." : $"There is no function '{node.Text}' in the Python module '{module}'.",
        known.Count == 0 ? null : Spelling.Suggest(node.Text ?? "", known));

    internal static Diagnostic ArgumentMissing(DocumentNode node, string argument, string func) => Diagnostic.Error(
        "CTK0345", node, $"The required argument '{argument}' of the function '{func}' is missing.", $"Add \"{argument}\" to the arguments.") with
    { Span = node.OpeningSpan };

    internal static Diagnostic ArgumentUnknown(DocumentNode node, string argument, string func, IReadOnlyList<string> known) => Diagnostic.Error(
        "CTK0346", node, $"The function '{func}' has no parameter '{argument}'.", known.Count == 0 ? "It takes none." : Spelling.Suggest(argument, known)) with
    { Span = node.KeySpan };

    internal static Diagnostic NoInterpreter(ActivityNode activity, ChaosException exception) => Diagnostic.Error(
        "CTK0347", activity.Provider["module"] ?? activity.Provider, $"The activity '{activity.Activity["name"]?.Text}' calls Python code. {exception.Message}");

    internal static Diagnostic ControlModuleMissing(DocumentNode node) => Diagnostic.Error(
        "CTK0430", node, "A control written in Python needs 'module': the name of a module that can be imported.", "Add \"module\": \"PACKAGE.MODULE\".") with
    { Span = node.OpeningSpan };

    internal static Diagnostic ControlRefused(DocumentNode node, string reason) => Diagnostic.Error(
        "CTK0431", node, $"The control's own check refuses it: {reason}");

    internal static Diagnostic ControlWithoutInterpreter(DocumentNode node, string control, ChaosException exception) => Diagnostic.Error(
        "CTK0432", node, $"The control '{control}' is written in Python. {exception.Message}");
}
