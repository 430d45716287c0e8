using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Extensions.Binding;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;
using static ChaosToolkit.Model.Shapes.ValueShape;

namespace ChaosToolkit.Extensions;

/// <summary>Checks a dotnet provider as it is written: the function is looked up, the arguments are bound to its parameters, nothing is called.</summary>
internal sealed class DotnetValidation(ExtensionCatalog extensions, NativeFunctions natives, ValidationContext context)
{
    public static ObjectShape Shape { get; } = new(
        "dotnet", "Calls a function of an extension written in .NET; its output is what the function gives.",
        new("module", SomeText, "The module that the function is declared in, such as `acme.shop`.") { IsRequired = true },
        new("func", SomeText, "The function.") { IsRequired = true },
        new("arguments", Either(Text, ValueShape.Object).OrNull(), "Arguments by name. References are replaced."),
        new("secrets", Scopes, "The scopes of the secrets that the function is given."));

    private static readonly IReadOnlyList<string> Members = ["type", .. Shape.Names];

    public void Validate(ActivityNode activity)
    {
        var provider = activity.Provider;
        foreach (var (name, member) in provider.Members.Where(member => !Members.Contains(member.Key)))
        {
            context.Report(ProvidersDiagnostics.UnknownMember(member, "dotnet", name, Members));
        }

        var module = TextOf(provider, "module", "\"acme.shop\"");
        var func = TextOf(provider, "func", "\"read_stock\"");
        if (module?.Text is not { } moduleName || func?.Text is not { } functionName)
        {
            return;
        }

        if (extensions.FindNativeFunction(natives, moduleName, functionName) is { } native)
        {
            NativeFunctions.Validate(native, activity, context);
        }
        else if (extensions.FindActivity(moduleName, functionName) is { } function)
        {
            ValidateArguments(function, activity);
        }
        else if (FunctionsOf(moduleName) is { Count: > 0 } functions)
        {
            context.Report(DotnetDiagnostics.UnknownFunction(func, moduleName, functions));
        }
        else
        {
            context.Report(DotnetDiagnostics.UnknownModule(module, extensions.ModulesOfActivities, extensions.Installed));
        }
    }

    private IReadOnlyList<string> FunctionsOf(string module) =>
        natives.Of(module).Any() && !natives.IsStandardLibrary(module) ? [.. natives.Of(module).Select(function => function.Name).Order(StringComparer.Ordinal)] : extensions.ActivitiesOf(module);

    private DocumentNode? TextOf(DocumentNode provider, string member, string example)
    {
        var node = provider[member];
        if (node is null || node.Kind == ValueKind.Null || node.Text == "")
        {
            context.Report(ProvidersDiagnostics.MissingMember(provider, "dotnet", member, example));
        }
        else if (node.Text is null)
        {
            context.Report(ProvidersDiagnostics.WrongType(node, "dotnet", member, $"a text, such as {example}"));
        }

        return node;
    }

    private void ValidateArguments(ExtensionFunction function, ActivityNode activity)
    {
        var arguments = activity.Provider["arguments"];
        if (arguments is { Kind: not (ValueKind.Object or ValueKind.Null) })
        {
            // One that is a reference is left to the run.
            if (!IsOpen(arguments.Value))
            {
                context.Report(DotnetDiagnostics.NotAnObject(arguments, function));
            }

            return;
        }

        var given = new HashSet<ExtensionParameter>();
        foreach (var (name, argument) in arguments?.Members ?? [])
        {
            if (function.Parameters.FirstOrDefault(parameter => parameter.IsNamed(name)) is not { } parameter)
            {
                context.Report(DotnetDiagnostics.UnknownArgument(argument, function, name));
            }
            else if (!given.Add(parameter))
            {
                context.Report(DotnetDiagnostics.GivenTwice(argument, parameter.Name, name));
            }
            else if (parameter.Source != ParameterSource.Argument)
            {
                context.Report(DotnetDiagnostics.GivenByEngine(argument, name));
            }
            else
            {
                ValidateArgument(parameter, argument);
            }
        }

        foreach (var missing in function.Arguments.Where(parameter => parameter.IsRequired && !given.Contains(parameter)))
        {
            if (!(activity.IsTolerance && missing.IsNamed("value")))
            {
                context.Report(DotnetDiagnostics.MissingArgument(arguments ?? activity.Provider, function, missing.Name));
            }
        }
    }

    private void ValidateArgument(ExtensionParameter parameter, DocumentNode argument)
    {
        var value = Substitution.Apply(argument.Value, context.Configuration, context.Secrets);
        if (IsOpen(value) || (!context.MayCallCode && parameter.BindsByCodeOfExtension))
        {
            return;
        }

        try
        {
            parameter.Bind(value);
        }
        catch (BindingException exception)
        {
            var (place, isWritten) = PlaceOf(exception.Path, argument);
            context.Report(DotnetDiagnostics.WrongArgument(place, exception, isWritten));
        }
    }

    // The part of the argument that is wrong, as far as it is written there and not in what a reference stands for.
    private static (DocumentNode Place, bool IsWritten) PlaceOf(BindingPath path, DocumentNode argument)
    {
        var place = argument;
        foreach (var step in path.Steps.Skip(1))
        {
            var next = place[step] ?? (int.TryParse(step, out var index) ? place.Items.ElementAtOrDefault(index) : null);
            if (next is null)
            {
                return (place, false);
            }

            place = next;
        }

        return (place, true);
    }

    /// <summary>Whether something in the value has its value in the run only.</summary>
    private static bool IsOpen(JsonNode? value) => value switch
    {
        JsonObject members => members.Any(member => IsOpen(member.Value)),
        JsonArray items => items.Any(IsOpen),
        _ => Value.AsText(value)?.Contains("${", StringComparison.Ordinal) == true,
    };
}
