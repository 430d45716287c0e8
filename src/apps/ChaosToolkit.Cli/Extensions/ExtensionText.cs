using System.Text;
using ChaosToolkit.Extensions;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>An extension as a person reads it: its name, and a line for each thing it has.</summary>
internal static class ExtensionText
{
    public static string Of(Extension extension)
    {
        var text = new StringBuilder($"{extension.Name} {extension.Version}".TrimEnd()).Append('\n');
        foreach (var function in extension.Functions)
        {
            text.Append($"  {ExtensionDiscovery.NameOf(function.Kind),-10} {function.Module}  {function.Name}{ParametersOf(function)}\n");
        }

        foreach (var control in extension.Controls)
        {
            text.Append($"  {"control",-10} {control.Module}\n");
        }

        foreach (var problem in extension.Problems)
        {
            text.Append($"  {"problem",-10} {problem}\n");
        }

        return text.ToString();
    }

    private static string ParametersOf(ExtensionFunction function) => function.Kind == ExtensionFunctionKind.Notifier
        ? ""
        : $"({string.Join(", ", function.Arguments.Select(parameter => parameter.Name + (parameter.IsRequired ? "" : "?")))})";
}
