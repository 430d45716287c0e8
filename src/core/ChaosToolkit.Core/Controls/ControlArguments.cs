using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls;

/// <summary>The arguments that a built-in control takes, for its validation.</summary>
/// <param name="module">The control's module.</param>
/// <param name="arguments">Its arguments.</param>
internal sealed class ControlArguments(string module, params ControlArgument[] arguments)
{
    /// <summary>Reports arguments that are missing, unknown or of the wrong kind. A reference is left to the run.</summary>
    public void Validate(DocumentNode control, ValidationContext context)
    {
        var given = control["provider"]?["arguments"];
        if (given is { Kind: not (ValueKind.Object or ValueKind.Null) })
        {
            context.Report(ControlDiagnostics.WrongArgument(given, "arguments", "an object"));
            return;
        }

        foreach (var (name, value) in given?.Members ?? [])
        {
            if (Find(name) is not { } argument)
            {
                context.Report(ControlDiagnostics.UnknownArgument(value, module, name, [.. arguments.Select(one => one.Name)]));
            }
            else if (!IsReference(value) && !argument.Fits(value))
            {
                context.Report(ControlDiagnostics.WrongArgument(value, name, argument.Wanted));
            }
        }

        foreach (var argument in arguments.Where(argument => argument.IsRequired && !(given?.Members ?? []).Any(member => Find(member.Key) == argument)))
        {
            context.Report(ControlDiagnostics.MissingArgument(given ?? control["provider"] ?? control, module, argument.Name));
        }
    }

    private ControlArgument? Find(string name) => Array.Find(arguments, argument => ExtensionNames.Loose(argument.Name) == ExtensionNames.Loose(name));

    private static bool IsReference(DocumentNode value) => value.Text?.Contains("${", StringComparison.Ordinal) == true;
}

/// <summary>An argument of a built-in control.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Wanted">What it must be, in words.</param>
/// <param name="Fits">Whether a value is that.</param>
internal sealed record ControlArgument(string Name, string Wanted, Func<DocumentNode, bool> Fits)
{
    public bool IsRequired { get; init; }

    public static ControlArgument Text(string name) => new(name, "a text", node => node.Kind == ValueKind.Text);

    public static ControlArgument Flag(string name) => new(name, "true or false", node => node.Kind == ValueKind.Boolean);

    public static ControlArgument Seconds(string name) => new(name, "a number of seconds above zero", node => Values.Value.AsDouble(node.Value) is > 0 and < 4_000_000);

    public static ControlArgument Count(string name) => new(name, "a whole number above zero", node => node.Kind == ValueKind.Integer && Values.Value.AsDouble(node.Value) > 0);

    public static ControlArgument Texts(string name) => new(name, "a list of texts", node => node.Kind == ValueKind.List && node.Items.All(item => item.Kind == ValueKind.Text));

    public static ControlArgument Any(string name) => new(name, "a value", _ => true);

    public static ControlArgument OneOf(string name, params string[] choices) =>
        new(name, "one of " + string.Join(", ", choices.Select(choice => $"'{choice}'")), node => choices.Contains(node.Text));
}
