using ChaosToolkit.Diagnostics;
using ChaosToolkit.Extensions.Binding;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions;

/// <summary>What can be wrong with a dotnet provider, of activities and of controls.</summary>
internal static class DotnetDiagnostics
{
    public static Diagnostic UnknownModule(DocumentNode module, IReadOnlyList<string> known, IReadOnlyList<Extension> installed) =>
        Diagnostic.Error("CTK0360", module, $"No .NET extension has the module '{module.Text}'.", HelpFor(module, known, installed));

    public static Diagnostic UnknownFunction(DocumentNode func, string module, IReadOnlyList<string> known) =>
        Diagnostic.Error("CTK0361", func, $"The module '{module}' has no function '{func.Text}'.", Spelling.Suggest(func.Text ?? "", known));

    public static Diagnostic NotAnObject(DocumentNode arguments, ExtensionFunction function) =>
        Diagnostic.Error("CTK0362", arguments, $"The arguments of the function '{function.Name}' are not an object.", "Write them as {\"NAME\": VALUE}. " + Takes(function));

    public static Diagnostic MissingArgument(DocumentNode place, ExtensionFunction function, string name) =>
        Diagnostic.Error("CTK0363", place, $"The function '{function.Name}' needs the argument '{name}'.", Takes(function));

    public static Diagnostic UnknownArgument(DocumentNode argument, ExtensionFunction function, string name) =>
        Diagnostic.Error("CTK0364", argument, $"The function '{function.Name}' has no argument '{name}'.", Meant(name, function) + Takes(function)) with { Span = argument.KeySpan };

    /// <param name="place">Where it stands, as far as it is written there.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="isWritten">Whether it is all written there, and not in what a reference stands for.</param>
    public static Diagnostic WrongArgument(DocumentNode place, BindingException reason, bool isWritten)
    {
        var isOfKey = isWritten && reason.IsOfKey;
        var isTold = isOfKey || (isWritten && place.Kind == ValueKind.Null);
        return Diagnostic.Error("CTK0365", place, isTold ? reason.Message : $"{reason.Message.TrimEnd('.')}; this is {Describe(place)}.", reason.Help ?? "Give a value of that kind.") with
        {
            Span = isOfKey ? place.KeySpan : place.Span,
        };
    }

    public static Diagnostic GivenTwice(DocumentNode argument, string name, string written) =>
        Diagnostic.Error("CTK0366", argument, $"The argument '{name}' is given twice, the second time as '{written}'.", "Remove one of the two.") with { Span = argument.KeySpan };

    public static Diagnostic GivenByEngine(DocumentNode argument, string name) =>
        Diagnostic.Warning("CTK0367", argument, $"The argument '{name}' has no effect: the engine gives it itself.", "Remove it.") with { Span = argument.KeySpan };

    public static Diagnostic WithoutModule(DocumentNode provider) =>
        Diagnostic.Error("CTK0440", provider, "The provider of the control has no 'module', or one that is no text.", "Add \"module\": the name of a control, such as \"acme.shop.audit\".");

    public static Diagnostic UnknownControl(DocumentNode module, IReadOnlyList<string> known, IReadOnlyList<Extension> installed) =>
        Diagnostic.Error("CTK0441", module, $"No .NET extension has the control '{module.Text}'.", HelpFor(module, known, installed));

    public static Diagnostic UnusableControl(DocumentNode module, string reason) =>
        Diagnostic.Error("CTK0442", module, $"The control '{module.Text}' cannot be used: {reason}", "Check its arguments, or install another version of its extension.");

    private static string HelpFor(DocumentNode module, IReadOnlyList<string> known, IReadOnlyList<Extension> installed)
    {
        var broken = string.Concat(installed.Where(extension => extension.IsBroken).Select(extension => $"The extension '{extension.Name}' could not be loaded: {extension.Problems[0]} "));
        return broken + (known.Count > 0 ? Spelling.Suggest(module.Text ?? "", known)
            : broken.Length > 0 ? "No other has any."
            : "No extension is installed that has any. Install one: chaos extension install NAME.");
    }

    private static string Meant(string name, ExtensionFunction function) =>
        Spelling.Nearest(name, function.Arguments.Select(parameter => parameter.Name)) is { } nearest ? $"Did you mean '{nearest}'? " : "";

    private static string Takes(ExtensionFunction function) => function.Arguments.Any()
        ? $"It takes: {string.Join(", ", function.Arguments.Select(parameter => parameter.IsRequired ? parameter.Name : parameter.Name + " (optional)"))}."
        : "It takes none.";

    private static string Describe(DocumentNode node) => node.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Boolean => PythonComparison.IsTrue(node.Value) ? "true" : "false",
        ValueKind.Integer or ValueKind.Float => $"the number {PythonText.Of(node.Value)}",
        ValueKind.List => "a list",
        ValueKind.Object => "an object",
        _ => $"the text '{(node.Text is { Length: > 60 } text ? text[..60] + "…" : node.Text)}'",
    };
}
