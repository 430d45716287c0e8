namespace ChaosToolkit.Controls;

/// <summary>Declarations of built-in controls, as JSON with single quotes.</summary>
internal static class BuiltIn
{
    public static string Declare(string name, string arguments = "{}") =>
        $"{{'name': '{name}', 'provider': {{'type': 'dotnet', 'module': 'chaos.controls.{name}', 'arguments': {arguments}}}}}";

    public static string Python(string module, string arguments = "{}") =>
        $"{{'name': 'p', 'provider': {{'type': 'python', 'module': '{module}', 'arguments': {arguments}}}}}";
}
