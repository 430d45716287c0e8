using ChaosToolkit.Journaling;
using ChaosToolkit.Recovery;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

/// <summary>The log of a real run, with real faults, cut and changed at every byte.</summary>
public sealed class LogProofTests : IAsyncLifetime
{
    private readonly CrashSite site = new("none");

    private string LogPath => Path.Combine(site.RunFolder, "log.jsonl");

    public async ValueTask InitializeAsync()
    {
        Needs.Linux("The faults are those of Linux.");
        Assert.Equal(0, await site.RunAsync("--no-log-file", "run", "experiment.json"));
    }

    [Fact]
    public void That_is_cut_at_any_byte_is_read_up_to_its_last_whole_event()
    {
        var bytes = File.ReadAllBytes(LogPath);
        var whole = RunLogReader.Read(LogPath);
        Assert.IsType<RunClosed>(whole.Events[^1]);
        Assert.All(Enumerable.Range(0, bytes.Length), length =>
        {
            var read = RunLogReader.Read(new MemoryStream(bytes, 0, length));
            Assert.Equal((null, bytes.AsSpan(0, length).Count((byte)'\n'), length), (read.Damage, read.Events.Count, read.Length + read.Discarded));
            Assert.Equal(read.Events.Count == 0 ? "" : whole.Hashes[read.Events.Count - 1], read.Hashes.LastOrDefault(""));
        });
    }

    [Fact]
    public void With_one_bit_flipped_is_found_out()
    {
        Assert.Empty(LogVerification.Of(site.RunFolder).Problems);
        using var file = new FileStream(LogPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = (byte)(bytes[i] ^ (1 << (i % 8))); // which of the eight goes round; all of them are tried beside the reader
            RandomAccess.Write(file.SafeFileHandle, [flipped], i);
            Assert.True(LogVerification.Of(site.RunFolder).Problems.Count > 0, $"bit {i % 8} of byte {i}");
            RandomAccess.Write(file.SafeFileHandle, [bytes[i]], i);
        }

        Assert.Empty(LogVerification.Of(site.RunFolder).Problems);
    }

    [Fact]
    public async Task With_one_bit_flipped_is_refused_by_the_command()
    {
        Assert.Equal(0, await site.RunAsync("--no-log-file", "verify-log", site.RunFolder));
        var bytes = await File.ReadAllBytesAsync(LogPath, TestContext.Current.CancellationToken);
        bytes[Random.Shared.Next(bytes.Length)] ^= (byte)(1 << Random.Shared.Next(8));
        await File.WriteAllBytesAsync(LogPath, bytes, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await site.RunAsync("--no-log-file", "verify-log", site.RunFolder));
    }

    public ValueTask DisposeAsync()
    {
        site.Dispose();
        return ValueTask.CompletedTask;
    }
}
