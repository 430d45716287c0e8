using ChaosToolkit;
using ChaosToolkit.Testing;

namespace Acme.Machine;

public sealed class FileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string file;

    public FileTests() => file = folder.Write("prices.csv", "tea,1");

    [Fact]
    public Task Is_back_however_often_it_is_moved_back() => UndoCheck.PlayAsync(() => Files.MoveAway(file), () => Files.MoveBack(file), () => Files.Exists(file));

    [Fact]
    public Task May_be_a_folder_and_go_anywhere() => UndoCheck.PlayAsync(
        () => Files.MoveAway(folder.Path, folder.Path + "-gone"), () => Files.MoveBack(folder.Path, folder.Path + "-gone"), () => Files.Exists(file));

    [Fact]
    public void Is_never_moved_over_another()
    {
        folder.Write("prices.csv.away", "older");
        Assert.Contains("File exists", Assert.Throws<ActivityFailedException>(() => Files.MoveAway(file)).Message, StringComparison.Ordinal);
        Assert.Contains("something was put in its place", Assert.Throws<ActivityFailedException>(() => Files.MoveBack(file)).Message, StringComparison.Ordinal);
        Assert.Equal(("tea,1", "older"), (folder.Read("prices.csv"), folder.Read("prices.csv.away")));
    }

    [Fact]
    public void That_is_in_neither_place_is_told_of()
    {
        File.Delete(file);
        Assert.Throws<ActivityFailedException>(() => Files.MoveAway(file));
        Assert.Contains("There is neither", Assert.Throws<ActivityFailedException>(() => Files.MoveBack(file)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
