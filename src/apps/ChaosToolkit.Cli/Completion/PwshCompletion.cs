using System.Text;

namespace ChaosToolkit.Cli.Completion;

/// <summary>The script for PowerShell: <c>chaos --no-log-file completion pwsh | Out-String | Invoke-Expression</c>.</summary>
internal static class PwshCompletion
{
    public static string Write(CompletionTree root)
    {
        var text = new StringBuilder("# Completion of chaos for PowerShell: chaos completion pwsh | Out-String | Invoke-Expression\n");
        text.Append("Register-ArgumentCompleter -Native -CommandName chaos -ScriptBlock {\n    param($word, $line, $position)\n");
        Append(text, "commands", root.All.Where(command => command.Commands.Count > 0).Select(command => (command.Path, command.Commands.Select(one => one.Name))));
        Append(text, "options", root.All.Select(command => (command.Path, command.Choices.Concat(command.Options.Select(option => option.Name)))));
        Append(text, "values", root.All.SelectMany(command => command.Options.Where(option => option.TakesValue).Select(option => ($"{command.Path} {option.Name}", (IEnumerable<string>)option.Choices))));
        return text.Append("""
                $path = 'chaos'
                $last = ''
                foreach ($element in @($line.CommandElements | Select-Object -Skip 1)) {
                    if ($element.Extent.EndOffset -ge $position) { break }
                    $text = $element.ToString()
                    if ($last) { $last = ''; continue }
                    if ($values.ContainsKey("$path $text")) { $last = "$path $text"; continue }
                    if ($commands[$path] -contains $text) { $path = "$path $text" }
                }
                $words = if ($last) { $values[$last] } else { @($commands[$path]) + @($options[$path]) }
                $words | Where-Object { $_ -and $_.StartsWith($word) } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """).ToString();
    }

    private static void Append(StringBuilder text, string name, IEnumerable<(string Key, IEnumerable<string> Words)> entries)
    {
        text.Append($"    ${name} = @{{\n");
        foreach (var (key, words) in entries)
        {
            text.Append($"        '{key}' = @({string.Join(", ", words.Select(word => $"'{word}'"))})\n");
        }

        text.Append("    }\n");
    }
}
