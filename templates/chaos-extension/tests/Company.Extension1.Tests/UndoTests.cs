namespace Company.Extension1;

public sealed class UndoTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void Lines_that_were_added_can_be_removed_again_however_often() => Check(
        () => FileActions.AppendLine(path, "one more", times: 3), () => FileActions.RemoveLine(path, "one more"), () => File.ReadAllText(path));

    public void Dispose() => File.Delete(path);

    // After a crash at the wrong moment an undo is played twice, or for an action that never got to its work. All of that must be as good as once.
    private static void Check(Action act, Action undo, Func<string> state)
    {
        var before = state();
        undo();
        Assert.Equal(before, state());
        act();
        Assert.NotEqual(before, state());
        undo();
        Assert.Equal(before, state());
        undo();
        Assert.Equal(before, state());
    }
}
