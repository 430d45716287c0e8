using ChaosToolkit.Controls.People;

namespace ChaosToolkit.Cli.People;

/// <summary>Asks whoever sits at the terminal, one question after the other.</summary>
/// <param name="screen">Where the questions go.</param>
/// <param name="time">The clock.</param>
internal sealed class TerminalPerson(TextWriter screen, TimeProvider time) : IPerson, IDisposable
{
    // Keys cannot be waited for in a way that a signal could end.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Whom to ask; <see langword="null"/> where nobody can be.</summary>
    public static IPerson? Find(bool saysYes, bool asksNobody, TextWriter screen, TimeProvider time) =>
        saysYes ? new OptionPerson("--yes", isYes: true)
        : asksNobody ? new OptionPerson("--no-input", isYes: false)
        : Console.IsInputRedirected || Console.IsErrorRedirected ? null
        : new TerminalPerson(screen, time);

    public Task<Answer> ContinueAsync(string message, CancellationToken cancellationToken) => AskAsync($"{message} ", _ => true, "", cancellationToken);

    public Task<Answer> ConfirmAsync(string question, CancellationToken cancellationToken) => AskAsync(
        $"{question} [y/N] ",
        key => key.Key switch
        {
            ConsoleKey.Y => true,
            ConsoleKey.N or ConsoleKey.Enter => false,
            _ => null,
        },
        null,
        cancellationToken);

    public void Dispose() => turn.Dispose();

    private async Task<Answer> AskAsync(string text, Func<ConsoleKeyInfo, bool?> read, string? echo, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await screen.WriteAsync(text);
            await screen.FlushAsync(cancellationToken);
            while (true)
            {
                if (!Console.KeyAvailable)
                {
                    await Task.Delay(Poll, time, cancellationToken);
                }
                else if (read(Console.ReadKey(intercept: true)) is { } isYes)
                {
                    await screen.WriteLineAsync(echo ?? (isYes ? "yes" : "no"));
                    return new Answer(isYes, Environment.UserName);
                }
            }
        }
        catch (OperationCanceledException)
        {
            await screen.WriteLineAsync();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }
}
