using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Settings;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos settings set KEY VALUE</c>: changes a setting that is there.</summary>
internal sealed class SetSettingCommand : ChaosCommand
{
    private readonly Argument<string> key = new("KEY") { Description = @"Names divided by dots, \. for a dot in a name, [0] for the first of a list." };
    private readonly Argument<string> value = new("VALUE") { Description = "The value, as JSON." };

    public SetSettingCommand() : base("set", "Change a setting that is there.")
    {
        Add(key);
        Add(value);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var name = parse.GetRequiredValue(key);
        var node = ParseValue(parse.GetRequiredValue(value));
        return async (context, _) =>
        {
            var settings = context.Settings.Load();
            if (settings is null || SettingsKey.Parse(name)?.TryReplace(settings, node) != true)
            {
                return await SettingsOutput.NotFoundAsync($"There is no setting '{name}' in '{context.Settings.Path}'.");
            }

            context.Settings.Save(settings);
            return ExitCode.Success;
        };
    }

    // The value is not quoted in the message: it may be a secret.
    private static JsonNode? ParseValue(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw new UsageException("VALUE is not JSON. Text needs quotes of its own: '\"text\"'.");
        }
    }
}
