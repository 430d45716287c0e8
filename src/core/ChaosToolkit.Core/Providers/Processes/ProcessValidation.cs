using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Values;
using static ChaosToolkit.Model.Shapes.ValueShape;

namespace ChaosToolkit.Providers.Processes;

/// <summary>Checks a process provider as it is written.</summary>
internal static class ProcessValidation
{
    public static ObjectShape Shape { get; } = new(
        "process", "Runs a program; its output has `status`, `stdout` and `stderr`.",
        new("path", SomeText, "The program: a path, or a name to look up in `PATH`. References are replaced.") { IsRequired = true },
        new("arguments", Either(Text, List, ValueShape.Object).OrNull(), "A list of arguments, or a text for the shell; an object is deprecated. References are replaced."),
        new("timeout", Seconds.OrNull(), "How long it may take; then it is ended with all it has started."),
        new("secrets", ListOf(Text).OrNull(), "Has no effect here: references find every secret."));

    /// <summary>What the original logs, once an experiment.</summary>
    private const string DeprecatedArguments =
        "Process arguments should now be a list to keep the ordering of the arguments. Dictionary arguments are deprecated for process activities.";

    public static void Validate(DocumentNode provider, ValidationContext context)
    {
        ValidatePath(provider, context);
        if (provider["arguments"] is { Kind: not (ValueKind.Null or ValueKind.Text or ValueKind.List or ValueKind.Object) } arguments)
        {
            context.Report(ProvidersDiagnostics.WrongType(arguments, "process", "arguments", "a list, such as [\"--all\", 3], or a text for the shell"));
        }

        if (provider["arguments"]?.Kind == ValueKind.Object)
        {
            context.Warn(DeprecatedArguments);
        }

        if (provider["timeout"] is { Kind: not ValueKind.Null } timeout && (!Value.IsNumber(timeout.Value) || TimeLimit.Read(timeout.Value) is null))
        {
            context.Report(ProvidersDiagnostics.WrongTimeout(timeout, "a number of seconds above zero, such as 30; references are not replaced here"));
        }

        foreach (var (name, member) in MemberCheck.Unknown(provider, Shape))
        {
            context.Report(ProvidersDiagnostics.UnknownMember(member, "process", name, ["type", .. Shape.Names]));
        }
    }

    private static void ValidatePath(DocumentNode provider, ValidationContext context)
    {
        if (provider["path"] is not { } path || path.Kind == ValueKind.Null || path.Text == "")
        {
            context.Report(ProvidersDiagnostics.MissingMember(provider, "process", "path", "\"PROGRAM\""));
            return;
        }

        if (path.Text is not { } program)
        {
            context.Report(ProvidersDiagnostics.WrongType(path, "process", "path", "the program as a text, such as \"kubectl\""));
            return;
        }

        if (context.Configuration.Count > 0 || context.Secrets.Count > 0)
        {
            program = Substitution.ApplyText(program, context.Configuration, context.Secrets);
        }

        // What is still a reference gets its value in the run only.
        if (!program.Contains("${", StringComparison.Ordinal) && context.Remember(program, name => ProgramSearch.Find(name).State) is var state and not ProgramState.Found)
        {
            context.Report(ProcessDiagnostics.Unusable(path, path.Text == program ? program : path.Text, state));
        }
    }
}
