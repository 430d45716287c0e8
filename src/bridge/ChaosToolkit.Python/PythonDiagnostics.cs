using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Python;

/// <summary>What can be wrong with activities and controls that are written in Python.</summary>
internal static class PythonDiagnostics
{
    internal static Diagnostic NameMissing(DocumentNode node, string member) => Diagnostic.Error(
        "CTK0340", node, $"A Python provider needs '{member}': the name of {(member == "module" ? "a module that can be imported" : "a function in the module")}.");

    internal static Diagnostic ArgumentsAreNoObject(DocumentNode node) => Diagnostic.Error(
        "CTK0341", node, "The arguments of a Python provider are an object: parameter names and values.");

    internal static Diagnostic ModuleMissing(DocumentNode node, ActivityNode activity) => Diagnostic.Error(
        "CTK0342",
        node,
        $"There is no Python module '{node.Text}', which the activity '{activity.Activity["name"]?.Text}' needs.",
        "Install the package it is in into the interpreter that 'chaos info core' shows, name another interpreter with --python, or put its folder on PYTHONPATH.");

    internal static Diagnostic ModuleFails(DocumentNode node, string detail) => Diagnostic.Error(
        "CTK0343", node, $"The Python module '{node.Text}' cannot be imported: {detail}");

    internal static Diagnostic FunctionMissing(DocumentNode node, string module, bool exists, IReadOnlyList<string> known) => Diagnostic.Error(
        "CTK0344",
        node,
        exists ? $"'{node.Text}' in the Python module '{module}' is not a function." : $"There is no function '{node.Text}' in the Python module '{module}'.",
        NameHelp(node.Text ?? "", known));

    internal static Diagnostic ArgumentMissing(DocumentNode node, string argument, string func) => Diagnostic.Error(
        "CTK0345", node, $"The required argument '{argument}' of the function '{func}' is missing.");

    internal static Diagnostic ArgumentUnknown(DocumentNode node, string argument, string func, IReadOnlyList<string> known) => Diagnostic.Error(
        "CTK0346", node, $"The function '{func}' has no parameter '{argument}'.", NameHelp(argument, known));

    internal static Diagnostic NoInterpreter(ActivityNode activity, ChaosException exception) => Diagnostic.Error(
        "CTK0347", activity.Provider, $"The activity '{activity.Activity["name"]?.Text}' calls Python code. {exception.Message}");

    internal static Diagnostic ControlModuleMissing(DocumentNode node) => Diagnostic.Error(
        "CTK0430", node, "A control written in Python needs 'module': the name of a module that can be imported.");

    internal static Diagnostic ControlRefused(DocumentNode node, string reason) => Diagnostic.Error(
        "CTK0431", node, $"The control's own check refuses it: {reason}");

    internal static Diagnostic ControlWithoutInterpreter(DocumentNode node, string control, ChaosException exception) => Diagnostic.Error(
        "CTK0432", node, $"The control '{control}' is written in Python. {exception.Message}");

    private static string? NameHelp(string name, IReadOnlyList<string> known)
    {
        if (known.Count == 0)
        {
            return null;
        }

        var nearest = known.MinBy(one => Distance(one, name))!; // there is one
        var list = $"Known: {string.Join(", ", known.Take(20))}{(known.Count > 20 ? ", …" : "")}.";
        return Distance(nearest, name) <= Math.Max(1, name.Length / 3) ? $"Did you mean '{nearest}'? {list}" : list;
    }

    // Levenshtein's: how many letters to change, add or take away.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[other.Length];
    }
}
