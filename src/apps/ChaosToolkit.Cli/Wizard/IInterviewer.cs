namespace ChaosToolkit.Cli.Wizard;

/// <summary>Puts the wizard's questions to somebody: at a keyboard, or through a pipe.</summary>
internal interface IInterviewer
{
    /// <summary>Says something that needs no answer.</summary>
    void Say(string text);

    /// <summary>Asks for a yes or a no; an empty answer is no.</summary>
    /// <exception cref="InputEndedException">Nobody answers any more.</exception>
    Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken);

    /// <summary>Asks for a text, until there is one that can be used; <see langword="null"/> when the default was taken.</summary>
    /// <exception cref="InputEndedException">Nobody answers any more.</exception>
    Task<string?> AskAsync(Question question, CancellationToken cancellationToken);

    /// <summary>Asks for one of several things; <see langword="null"/> for none of them.</summary>
    /// <exception cref="InputEndedException">Nobody answers any more.</exception>
    Task<int?> ChooseAsync(string question, IReadOnlyList<Choice> choices, CancellationToken cancellationToken);
}

/// <summary>The input ended before all questions were answered.</summary>
internal sealed class InputEndedException() : ChaosException("The input ended before all questions were answered: nothing was written. Start again with chaos init.");
