namespace ChaosToolkit.Testing;

/// <summary>What takes an action back may be played without it, and twice: this plays it so, and looks that all is as it was before.</summary>
public static class UndoCheck
{
    /// <summary>Plays an action and what takes it back, in all ways in which a run and its recovery may.</summary>
    /// <param name="act">The action.</param>
    /// <param name="undo">What takes it back.</param>
    /// <param name="state">What the action changes, as something that can be compared.</param>
    /// <exception cref="InvalidOperationException">The action changes nothing, or what takes it back does not lead to the state before.</exception>
    public static async Task PlayAsync(Func<Task> act, Func<Task> undo, Func<object?> state)
    {
        var before = state();
        await undo();
        Expect("undo without the action");
        await act();
        if (Equals(state(), before))
        {
            throw new InvalidOperationException("The action changes nothing that can be seen.");
        }

        await undo();
        Expect("undo");
        await undo();
        Expect("undo twice");
        await act();
        await undo();
        Expect("the action and undo once more");

        void Expect(string what)
        {
            if (state() is var now && !Equals(now, before))
            {
                throw new InvalidOperationException($"After {what} it is {now}, not {before}.");
            }
        }
    }

    /// <summary>The same for what does not wait for anything.</summary>
    public static Task PlayAsync(Action act, Action undo, Func<object?> state) => PlayAsync(
        () =>
        {
            act();
            return Task.CompletedTask;
        },
        () =>
        {
            undo();
            return Task.CompletedTask;
        },
        state);
}
