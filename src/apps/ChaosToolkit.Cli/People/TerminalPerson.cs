using System.Text;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Controls.People;

namespace ChaosToolkit.Cli.People;

/// <summary>Asks whoever sits at the terminal, one question after the other.</summary>
/// <param name="area">Where the questions go; while one waits, what the run is at is not shown.</param>
/// <param name="time">The clock.</param>
internal sealed class TerminalPerson(LiveArea area, TimeProvider time) : IPerson, IDisposable
{
    // Keys cannot be waited for in a way that a signal could end.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Whom to ask; <see langword="null"/> where nobody can be.</summary>
    public static IPerson? Find(bool saysYes, bool asksNobody, LiveArea area, TimeProvider time) =>
        saysYes ? new OptionPerson("--yes", isYes: true)
        : asksNobody ? new OptionPerson("--no-input", isYes: false)
        : Console.IsInputRedirected || Console.IsErrorRedirected ? null
        : new TerminalPerson(area, time);

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
        area.Suspend();
        try
        {
            Write(text);
            while (true)
            {
                if (!Console.KeyAvailable)
                {
                    await Task.Delay(Poll, time, cancellationToken);
                }
                else if (read(Console.ReadKey(intercept: true)) is { } isYes)
                {
                    Write((echo ?? (isYes ? "yes" : "no")) + Environment.NewLine);
                    return new Answer(isYes, Environment.UserName);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Write(Environment.NewLine);
            throw;
        }
        finally
        {
            area.Resume();
            turn.Release();
        }
    }

    private void Write(string text) => area.Write(Encoding.UTF8.GetBytes(text));
}
