using ChaosToolkit.Testing;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Journaling;

public class RunLogReaderTests
{
    private static readonly string Experiment = $"{{'title': 't', 'method': [{Activity("a", ", 'undo': {'provider': {'type': 'scripted'}}")}]}}";

    [Fact]
    public async Task Reads_a_log_that_is_cut_at_any_byte_up_to_its_last_whole_event()
    {
        await using var run = new LoggedRun();
        await run.PlayAsync(Experiment);
        var (bytes, whole) = (File.ReadAllBytes(run.Kept!.LogPath), run.Log);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var read = RunLogReader.Read(new MemoryStream(bytes, 0, length));

            Assert.Null(read.Damage);
            Assert.Equal(bytes.Take(length).Count(b => b == '\n'), read.Events.Count);
            Assert.Equal(whole.Hashes.Take(read.Hashes.Count), read.Hashes);
            Assert.Equal(length, read.Length + read.Discarded);
        }
    }

    [Fact]
    public async Task Finds_any_flipped_bit()
    {
        await using var run = new LoggedRun();
        await run.PlayAsync(Experiment);
        var bytes = File.ReadAllBytes(run.Kept!.LogPath);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var read = RunLogReader.Read(new MemoryStream(bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.True(read.Damage is not null || read.Discarded > 0, $"bit {bit % 8} of byte {bit / 8}");
        }
    }

    [Fact]
    public async Task Tells_a_change_from_what_a_crash_leaves()
    {
        await using var run = new LoggedRun();
        await run.PlayAsync(Experiment);
        var lines = File.ReadAllLines(run.Kept!.LogPath);

        Assert.True(Read([.. lines[..3], .. lines[4..]]).HasMore);
        Assert.True(Read([.. lines[..3], lines[3].Replace("2", "3"), .. lines[4..]]).HasMore);
        Assert.True(Read([.. lines, lines[2]]).HasMore);
        Assert.False(Read([.. lines[..3], new string('\0', 100), new string('\0', 50)]).HasMore);
    }

    [Fact]
    public async Task Goes_on_behind_the_last_whole_event()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("log.jsonl");
        using (var file = RunLogFile.Create(path))
        {
            file.Append(new DeviationFound(default));
            file.Append(new RunEnded(default));
        }

        await File.AppendAllTextAsync(path, "{\"hash\":\"12", TestContext.Current.CancellationToken);
        using (var file = RunLogFile.Continue(path, RunLogReader.Read(path)))
        {
            file.Append(new RunClosed(default, 3), isDurable: true);
        }

        var read = RunLogReader.Read(path);
        Assert.Equal([new DeviationFound(default), new RunEnded(default), new RunClosed(default, 3)], read.Events);
        Assert.Equal(0, read.Discarded);
    }

    private static RunLogContent Read(string[] lines) => RunLogReader.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
}
