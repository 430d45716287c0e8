using System.Globalization;

namespace ChaosToolkit.Cli.Wizard;

/// <summary>Puts the questions line by line: for answers from a pipe, and for terminals that can do no more.</summary>
/// <param name="input">Where the answers come from.</param>
/// <param name="output">Where the questions go.</param>
/// <param name="isTyped">Whether the answers are typed where the questions stand; otherwise each question ends its line.</param>
internal sealed class LineInterviewer(TextReader input, TextWriter output, bool isTyped) : IInterviewer
{
    /// <inheritdoc/>
    public void Say(string text) => output.WriteLine(text);

    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = (await ReadAsync($"{question} [y/N]: ", cancellationToken)).Trim().ToUpperInvariant();
            switch (answer)
            {
                case "Y" or "YES":
                    return true;
                case "" or "N" or "NO":
                    return false;
                default:
                    output.WriteLine("Answer y or n.");
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<string?> AskAsync(Question question, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await ReadAsync(question.Default is null ? $"{question.Text}: " : $"{question.Text} [{question.Default}]: ", cancellationToken);
            if (answer.Length == 0)
            {
                if (question.Default is not null)
                {
                    return null;
                }
            }
            else if (question.FindProblem(answer) is { } problem)
            {
                output.WriteLine(problem);
            }
            else
            {
                return answer;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<int?> ChooseAsync(string question, IReadOnlyList<Choice> choices, CancellationToken cancellationToken)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            var about = choices[i].About.Length > 0 ? $": {choices[i].About}" : "";
            output.WriteLine($"{i + 1}) {choices[i].Name}{about}");
        }

        while (true)
        {
            var answer = await ReadAsync($"{question} Its number, 0 for none: ", cancellationToken);
            if (int.TryParse(answer, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= choices.Count)
            {
                return number == 0 ? null : number - 1;
            }

            output.WriteLine($"Answer a number from 0 to {choices.Count}.");
        }
    }

    private async Task<string> ReadAsync(string prompt, CancellationToken cancellationToken)
    {
        output.Write(prompt);
        output.Flush();

        // Reading cannot be cancelled; it is left behind, and ends with the process.
        var line = await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        if (!isTyped)
        {
            output.WriteLine();
        }

        return line ?? throw new InputEndedException();
    }
}
