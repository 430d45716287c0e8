using System.Text.Json;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Python;

/// <summary>The check of a call as it is written: names, and arguments against the function's parameters.</summary>
internal static class CallCheck
{
    // They are handed in beside the arguments.
    private static readonly string[] Injected = ["configuration", "secrets"];

    /// <summary>Whether the provider names a module and a function, and has arguments that are arguments; reports what is missing.</summary>
    internal static bool HasNames(DocumentNode provider, ValidationContext context)
    {
        var isComplete = true;
        foreach (var name in (string[])["module", "func"])
        {
            if (string.IsNullOrEmpty(provider[name]?.Text))
            {
                context.Report(PythonDiagnostics.NameMissing(provider[name] ?? provider, name));
                isComplete = false;
            }
        }

        if (provider["arguments"] is { Kind: not (ValueKind.Object or ValueKind.Null) } arguments)
        {
            context.Report(PythonDiagnostics.ArgumentsAreNoObject(arguments));
            isComplete = false;
        }

        return isComplete;
    }

    /// <summary>Reports what the interpreter found.</summary>
    internal static void Report(JsonElement problems, ActivityNode activity, ValidationContext context)
    {
        var provider = activity.Provider;
        foreach (var problem in problems.EnumerateArray())
        {
            var module = provider["module"]!; // HasNames was asked
            var func = provider["func"]!; // HasNames was asked
            context.Report(problem.GetProperty("problem").GetString() switch
            {
                "module" when problem.GetProperty("missing").GetBoolean() => PythonDiagnostics.ModuleMissing(module, activity),
                "module" => PythonDiagnostics.ModuleFails(module, problem.GetProperty("detail").GetString() ?? ""),
                "function" => PythonDiagnostics.FunctionMissing(func, module.Text ?? "", problem.GetProperty("exists").GetBoolean(), Names(problem)),
                "missing" => PythonDiagnostics.ArgumentMissing(provider["arguments"] ?? provider, problem.GetProperty("argument").GetString() ?? "", func.Text ?? ""),
                _ => Unknown(problem.GetProperty("argument").GetString() ?? "", provider, Names(problem)),
            });
        }
    }

    private static Diagnostics.Diagnostic Unknown(string name, DocumentNode provider, IReadOnlyList<string> known) =>
        PythonDiagnostics.ArgumentUnknown(provider["arguments"]?[name] ?? provider, name, provider["func"]?.Text ?? "", known);

    private static List<string> Names(JsonElement problem) => [.. problem.GetProperty("known").EnumerateArray().Select(name => name.GetString() ?? "")];
}
