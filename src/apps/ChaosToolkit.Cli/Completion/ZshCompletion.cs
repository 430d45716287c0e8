using System.Text;

namespace ChaosToolkit.Cli.Completion;

/// <summary>The script for zsh: a file <c>_chaos</c> in a folder of <c>fpath</c>, or <c>source &lt;(chaos --no-log-file completion zsh)</c>.</summary>
internal static class ZshCompletion
{
    public static string Write(CompletionTree root)
    {
        var text = new StringBuilder("#compdef chaos\n# Completion of chaos for zsh: source <(chaos completion zsh)\n");
        foreach (var command in root.All)
        {
            Append(text, command);
        }

        return text.Append("(( $+functions[compdef] )) && compdef _chaos chaos\n").ToString();
    }

    private static void Append(StringBuilder text, CompletionTree command)
    {
        text.Append(FunctionOf(command)).Append("() {\n");
        text.Append("  local line state\n");
        text.Append("  _arguments -C \\\n");
        foreach (var option in command.Options)
        {
            text.Append("    '").Append(option.Name).Append('[').Append(Quoted(option.Text)).Append(']').Append(ValueOf(option)).Append("' \\\n");
        }

        if (command.Commands.Count == 0)
        {
            text.Append("    '*:argument:").Append(command.Choices.Count == 0 ? "_files" : $"({string.Join(' ', command.Choices)})").Append("'\n}\n");
            return;
        }

        text.Append("    '1:command:((").Append(string.Join(' ', command.Commands.Select(one => $"{one.Name}\\:\"{Quoted(one.Text)}\""))).Append("))' \\\n");
        text.Append("    '*::argument:->rest'\n");
        text.Append("  case $state:$line[1] in\n");
        foreach (var one in command.Commands)
        {
            text.Append("    rest:").Append(one.Name).Append(") ").Append(FunctionOf(one)).Append(" ;;\n");
        }

        text.Append("  esac\n}\n");
    }

    private static string FunctionOf(CompletionTree command) => "_" + command.Path.Replace(' ', '_');

    private static string ValueOf(CompletionOption option) => !option.TakesValue ? ""
        : option.Choices.Count == 0 ? ":value:_files"
        : $":value:({string.Join(' ', option.Choices)})";

    // Within single quotes, where a bracket would end the text and a colon the name.
    private static string Quoted(string text) => text.Replace("'", "'\\''").Replace("[", "\\[").Replace("]", "\\]").Replace(":", "\\:").Replace("\"", "");
}
