using System.Text;

namespace ChaosToolkit.Cli.Completion;

/// <summary>The script for bash: <c>source &lt;(chaos completion bash)</c>.</summary>
internal static class BashCompletion
{
    public static string Write(CompletionTree root) => $$"""
        # Completion of chaos for bash: source <(chaos --no-log-file completion bash)
        _chaos() {
            local current="${COMP_WORDS[COMP_CWORD]}" previous="" path="chaos" skip="" prefix="" i
            [ "$COMP_CWORD" -gt 0 ] && previous="${COMP_WORDS[COMP_CWORD-1]}"
            COMPREPLY=()
            # --option=value is three words where = breaks words, and one where it does not.
            [ "$current" = "=" ] && current=""
            [ "$previous" = "=" ] && [ "$COMP_CWORD" -gt 1 ] && previous="${COMP_WORDS[COMP_CWORD-2]}"
            case "$current" in --*=*) previous="${current%%=*}" prefix="${current%%=*}=" current="${current#*=}" ;; esac
            for ((i = 1; i < COMP_CWORD; i++)); do
                if [ -n "$skip" ]; then [ "${COMP_WORDS[i]}" = "=" ] || skip=""; continue; fi
                case "$path ${COMP_WORDS[i]}" in
        {{Lines(root, "            ", Descend)}}
        {{Lines(root, "            ", Skip)}}
                esac
            done
            case "$path $previous" in
        {{Lines(root, "        ", Values)}}
            esac
            case "$path" in
        {{Lines(root, "        ", Words)}}
            esac
            case "$current" in -*) ;; *) COMPREPLY+=($(compgen -f -- "$current")) ;; esac
        }
        complete -o filenames -F _chaos chaos

        """;

    /// <summary>The script's lines of all commands; a shell's syntax is not that of C#, so they are put together here.</summary>
    private static string Lines(CompletionTree root, string indentation, Func<CompletionTree, string?> line)
    {
        var text = new StringBuilder();
        foreach (var one in root.All.Select(line).OfType<string>())
        {
            foreach (var part in one.Split('\n'))
            {
                text.Append(text.Length == 0 ? "" : "\n").Append(indentation).Append(part);
            }
        }

        return text.ToString();
    }

    private static string? Descend(CompletionTree command) => command.Commands.Count == 0
        ? null
        : $"{string.Join('|', command.Commands.Select(one => $"\"{one.Path}\""))}) path=\"$path ${{COMP_WORDS[i]}}\" ;;";

    private static string? Skip(CompletionTree command) => command.Options.Any(option => option.TakesValue)
        ? $"{string.Join('|', command.Options.Where(option => option.TakesValue).Select(option => $"\"{command.Path} {option.Name}\""))}) skip=1 ;;"
        : null;

    private static string? Values(CompletionTree command)
    {
        var lines = command.Options.Where(option => option.TakesValue).Select(option => option.Choices.Count == 0
            ? $"\"{command.Path} {option.Name}\") COMPREPLY=($(compgen -P \"$prefix\" -f -- \"$current\")); return ;;"
            : $"\"{command.Path} {option.Name}\") COMPREPLY=($(compgen -P \"$prefix\" -W \"{string.Join(' ', option.Choices)}\" -- \"$current\")); return ;;").ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private static string Words(CompletionTree command) =>
        $"\"{command.Path}\") COMPREPLY=($(compgen -W \"{string.Join(' ', command.Words)}\" -- \"$current\")){(command.Commands.Count + command.Choices.Count > 0 ? "; return" : "")} ;;";
}
