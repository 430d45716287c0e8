using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Settings;

/// <summary>What the commands that read settings print.</summary>
internal static class SettingsOutput
{
    /// <summary>Prints a value as <c>yaml</c>, <c>json</c>, or <c>string</c>: text as it is, anything else as Python prints it.</summary>
    public static async Task<int> PrintAsync(TextWriter output, JsonNode? value, string format)
    {
        var text = format switch
        {
            "json" => JsonText.Of(value, indented: true),
            "string" => PythonText.Of(value),
            _ => YamlWriter.Write(value).TrimEnd('\n'),
        };
        await output.WriteLineAsync(text);
        return ExitCode.Success;
    }

    /// <summary>Says that something is not there. It is an answer, not an error of the run: it stands on standard error, but not in the log.</summary>
    public static async Task<int> NotFoundAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return ExitCode.Failure;
    }
}
