using System.CommandLine;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Extensions;
using ChaosToolkit.Extensions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos extension list</c>: prints the extensions that are installed, with what they have.</summary>
internal sealed class ListExtensionsCommand : ChaosCommand
{
    private readonly ChoiceOption format = new("--format", "How to print them; text when not given.", ["text", "json"]);

    public ListExtensionsCommand() : base("list", "Print the extensions that are installed, with their activities, controls and plugins.") => Add(format);

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var isJson = parse.Last(format) == "json";
        return async (context, _) =>
        {
            await using var engine = context.NewEngine(python: null);
            var extensions = engine.Extensions.Installed;
            if (isJson)
            {
                var documents = extensions.Select(extension => ExtensionDiscovery.DocumentOf(extension, context.Time));
                await context.Output.WriteLineAsync(JsonText.Of(new JsonArray([.. documents]), indented: true));
            }
            else if (extensions.Count == 0)
            {
                await context.Output.WriteLineAsync("No extensions are installed.");
            }
            else
            {
                await context.Output.WriteAsync(string.Join('\n', extensions.Select(ExtensionText.Of)));
            }

            return ExitCode.Success;
        };
    }
}
