using ChaosToolkit;

namespace Company.Extension1;

public sealed class FileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    [Fact]
    public async Task Counts_the_lines_that_were_added()
    {
        FileActions.AppendLine(path, "one more", times: 3);
        Assert.Equal(3, await FileProbes.CountLinesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Fails_without_the_file() => Assert.Throws<ActivityFailedException>(() => FileActions.AppendLine(path + ".missing", "x"));

    public void Dispose() => File.Delete(path);
}
