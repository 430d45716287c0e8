using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Providers.Python;

/// <summary>What can be wrong with the arguments of a built-in function.</summary>
internal static class NativeDiagnostics
{
    public static Diagnostic MissingArgument(DocumentNode place, INativeFunction function, string name) =>
        Diagnostic.Error("CTK0330", place, $"The function '{function.Name}' needs the argument '{name}'.", Known(function));

    public static Diagnostic UnknownArgument(DocumentNode argument, INativeFunction function, string name) => new(
        "CTK0331",
        DiagnosticLevel.Error,
        $"The function '{function.Name}' has no argument '{name}'.",
        argument.KeySpan,
        argument.Pointer,
        (Spelling.Nearest(name, function.Parameters.Select(parameter => parameter.Name)) is { } nearest ? $"Did you mean '{nearest}'? " : "") + Known(function));

    public static Diagnostic NotAnObject(DocumentNode arguments, INativeFunction function) =>
        Diagnostic.Error("CTK0332", arguments, $"The arguments of the function '{function.Name}' are not an object.", "Write them as {\"NAME\": VALUE}. " + Known(function));

    private static string Known(INativeFunction function) => function.Parameters.Count == 0
        ? "It takes none."
        : $"It takes: {string.Join(", ", function.Parameters.Select(parameter => parameter.IsRequired ? parameter.Name : parameter.Name + " (optional)"))}.";
}
