using System.Text;

namespace ChaosToolkit.Cli.Completion;

/// <summary>The script for fish: <c>chaos --no-log-file completion fish | source</c>.</summary>
internal static class FishCompletion
{
    public static string Write(CompletionTree root)
    {
        var text = new StringBuilder("# Completion of chaos for fish: chaos completion fish | source\n");
        foreach (var command in root.All)
        {
            var condition = ConditionOf(command);
            foreach (var one in command.Commands)
            {
                text.Append($"complete -c chaos -f -n '{condition}' -a {one.Name} -d {Quoted(one.Text)}\n");
            }

            if (command.Choices.Count > 0)
            {
                text.Append($"complete -c chaos -f -n '{condition}' -a '{string.Join(' ', command.Choices)}'\n");
            }

            foreach (var option in command.Options)
            {
                var values = !option.TakesValue ? "" : option.Choices.Count == 0 ? " -r -F" : $" -x -a '{string.Join(' ', option.Choices)}'";
                text.Append($"complete -c chaos -n '{condition}' -l {option.Name[2..]}{values} -d {Quoted(option.Text)}\n");
            }
        }

        return text.ToString();
    }

    // The words of the command stand there, and none of those below it.
    private static string ConditionOf(CompletionTree command)
    {
        var seen = command.Path.Split(' ').Skip(1).Select(word => $"__fish_seen_subcommand_from {word}");
        var notSeen = command.Commands.Count == 0 ? [] : (string[])[$"not __fish_seen_subcommand_from {string.Join(' ', command.Commands.Select(one => one.Name))}"];
        return string.Join("; and ", [.. seen, .. notSeen]);
    }

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\").Replace("'", "\\'")}'";
}
