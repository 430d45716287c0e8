namespace ChaosToolkit.Controls.People;

/// <summary>Who can be asked while a run goes on.</summary>
public interface IPerson
{
    /// <summary>Shows a message and waits until the run may go on.</summary>
    /// <exception cref="NobodyThereException">Nobody can answer.</exception>
    Task<Answer> ContinueAsync(string message, CancellationToken cancellationToken);

    /// <summary>Asks for a yes or a no.</summary>
    /// <exception cref="NobodyThereException">Nobody can answer.</exception>
    Task<Answer> ConfirmAsync(string question, CancellationToken cancellationToken);
}

/// <summary>What was answered.</summary>
/// <param name="IsYes">Whether it is a yes.</param>
/// <param name="By">Who answered: the user's name, or the option that answers in their place.</param>
public sealed record Answer(bool IsYes, string By);

/// <summary>A question was asked, and nobody is there who could answer it.</summary>
public sealed class NobodyThereException() : ChaosException("nobody is at a terminal to answer. Run it at a terminal, or give --yes or --no-input.");
