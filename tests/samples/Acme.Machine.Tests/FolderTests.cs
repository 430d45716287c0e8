using ChaosToolkit;
using ChaosToolkit.Testing;

namespace Acme.Machine;

public sealed class FolderTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public Task Is_emptied_however_often(long size) => UndoCheck.PlayAsync(
        () => Folders.FillFolderAsync(folder.Path, Token, size),
        () =>
        {
            Folders.EmptyFolder(folder.Path);
            return Task.CompletedTask;
        },
        () => Directory.EnumerateFiles(folder.Path).Sum(file => new FileInfo(file).Length));

    [Fact]
    public async Task Is_filled_by_as_much_as_was_said()
    {
        Assert.Equal(1_500_000, await Folders.FillFolderAsync(folder.Path, Token, 1_500_000));
        Assert.Equal(1_500_000, new FileInfo(folder.At("chaos-ballast")).Length);
    }

    [Fact]
    public async Task Is_filled_until_so_much_is_left()
    {
        var taken = await Folders.FillFolderAsync(folder.Path, Token, leave: Math.Max(0, Folders.FreeSpace(folder.Path) - 2_000_000));
        Assert.InRange(taken, 1, 1_000_000_000); // others use the disk meanwhile
    }

    [Fact]
    public async Task Keeps_a_file_of_the_name_that_was_there_before()
    {
        folder.Write("chaos-ballast", "somebody's work");
        await Assert.ThrowsAsync<ActivityFailedException>(() => Folders.FillFolderAsync(folder.Path, Token, 100));
        Assert.Throws<ActivityFailedException>(() => Folders.EmptyFolder(folder.Path));
        Assert.Equal("somebody's work", folder.Read("chaos-ballast"));
    }

    [Fact]
    public void Is_emptied_of_what_a_crash_left_half_written()
    {
        folder.Write("chaos-ballast", "This file was made");
        Folders.EmptyFolder(folder.Path);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public Task Needs_to_be_told_how_much() => Assert.ThrowsAsync<ActivityFailedException>(() => Folders.FillFolderAsync(folder.Path, Token));

    public void Dispose() => folder.Dispose();
}
