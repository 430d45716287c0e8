using Spectre.Console;

namespace ChaosToolkit.Cli.Wizard;

/// <summary>Puts the questions on a terminal: lists are gone through with the arrow keys, or by typing a number or a part of the name.</summary>
/// <param name="console">The terminal.</param>
internal sealed class TerminalInterviewer(IAnsiConsole console) : IInterviewer
{
    private const int PageSize = 15;

    /// <summary>Whether the terminal can do what this needs.</summary>
    public static bool CanUse(IAnsiConsole console) => console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <inheritdoc/>
    public void Say(string text) => console.WriteLine(text);

    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken) =>
        await new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false }.ShowAsync(console, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var shown = question.Default is null ? question.Text : $"{question.Text} [{question.Default}]";
        var prompt = new TextPrompt<string>(Markup.Escape(shown + ":")) { AllowEmpty = question.Default is not null };
        prompt.Validate(answer => answer.Length > 0 && question.FindProblem(answer) is { } problem ? ValidationResult.Error(Markup.Escape(problem)) : ValidationResult.Success());
        var answer = await prompt.ShowAsync(console, cancellationToken);
        return answer.Length == 0 ? null : answer;
    }

    /// <inheritdoc/>
    public async Task<int?> ChooseAsync(string question, IReadOnlyList<Choice> choices, CancellationToken cancellationToken)
    {
        var prompt = new SelectionPrompt<int>
        {
            Title = Markup.Escape(question),
            PageSize = PageSize,
            SearchEnabled = true,
            Converter = number => number == 0 ? "0) none" : Markup.Escape(LineOf(number, choices[number - 1])),
        };
        prompt.AddChoices(Enumerable.Range(1, choices.Count).Append(0));
        try
        {
            var number = await prompt.ShowAsync(console, cancellationToken);
            return number == 0 ? null : number - 1;
        }
        finally
        {
            // The prompt hides it, and forgets that when it is cancelled.
            console.Cursor.Show();
        }
    }

    private static string LineOf(int number, Choice choice) => choice.About.Length > 0 ? $"{number}) {choice.Name}: {choice.About}" : $"{number}) {choice.Name}";
}
