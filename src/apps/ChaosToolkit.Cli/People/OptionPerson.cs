using ChaosToolkit.Controls.People;

namespace ChaosToolkit.Cli.People;

/// <summary>Answers in a person's place what an option of the command line says.</summary>
/// <param name="option">The option, which the journal names.</param>
/// <param name="isYes">What it answers.</param>
internal sealed class OptionPerson(string option, bool isYes) : IPerson
{
    public Task<Answer> ContinueAsync(string message, CancellationToken cancellationToken) => Task.FromResult(new Answer(isYes, option));

    public Task<Answer> ConfirmAsync(string question, CancellationToken cancellationToken) => Task.FromResult(new Answer(isYes, option));
}
