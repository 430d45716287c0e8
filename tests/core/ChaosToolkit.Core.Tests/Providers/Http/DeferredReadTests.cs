using ChaosToolkit.Providers.Http;

namespace ChaosToolkit.Core.Tests.Providers.Http;

public class DeferredReadTests
{
    private readonly byte[] buffer = new byte[8];
    private readonly DeferredRead deferred;
    private Func<ValueTask<int>> reads = () => new(3);
    private bool isDue;
    private int begun;

    public DeferredReadTests() => deferred = new(() => isDue, Begin);

    [Fact]
    public async Task Begins_when_somebody_looks_after_it_is_due()
    {
        var read = Read();
        Assert.False(read.IsCompleted);
        Assert.Equal(0, begun);

        isDue = true;
        Assert.True(read.IsCompletedSuccessfully);
        Assert.Equal(3, await read);
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task Begins_when_somebody_waits_for_it()
    {
        Assert.Equal(3, await Read());
        Assert.Equal(1, begun);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ends_when_the_read_does(bool isDueAtOnce)
    {
        var source = new TaskCompletionSource<int>();
        reads = () => new(source.Task);
        isDue = isDueAtOnce;
        var waiting = Read().AsTask();
        Assert.False(waiting.IsCompleted);

        source.SetResult(5);
        Assert.Equal(5, await waiting);
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task Fails_as_the_read_does()
    {
        reads = () => ValueTask.FromException<int>(new IOException("broken"));

        Assert.Equal("broken", (await Assert.ThrowsAsync<IOException>(async () => await Read())).Message);
    }

    [Fact]
    public async Task Serves_one_read_after_another()
    {
        for (var i = 0; i < 3; i++)
        {
            isDue = i == 1;
            Assert.Equal(3, await Read());
        }

        Assert.Equal(3, begun);
    }

    private ValueTask<int> Begin(Memory<byte> target, CancellationToken cancellationToken)
    {
        begun++;
        return reads();
    }

    private ValueTask<int> Read() => deferred.Into(buffer, TestContext.Current.CancellationToken);
}
