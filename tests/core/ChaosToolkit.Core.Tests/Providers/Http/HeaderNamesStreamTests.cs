using System.Buffers;
using System.IO.Pipelines;
using ChaosToolkit.Providers.Http;

namespace ChaosToolkit.Core.Tests.Providers.Http;

public sealed class HeaderNamesStreamTests : IAsyncDisposable
{
    private readonly Pipe answers = new();
    private readonly HeaderNamesStream stream;

    public HeaderNamesStreamTests() => stream = new(new Connection(answers.Reader.AsStream()));

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    [Fact]
    public async Task A_body_that_is_sent_while_the_head_of_its_answer_is_read_does_not_make_the_next_bytes_a_head()
    {
        await SendAsync("POST / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n"u8.ToArray());
        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"u8.ToArray());

        // Between looking at what is sent and sending it, the head is read.
        using var body = new BytesWith(() => Assert.True(stream.ReadAsync(new byte[4096], TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully));
        await SendAsync(body.Memory);
        await AnswerAsync("Hello"u8.ToArray());

        Assert.Equal(5, await stream.ReadAsync(new byte[4096], TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    private async Task AnswerAsync(ReadOnlyMemory<byte> bytes) => await answers.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);

    private sealed class BytesWith(Action whenFirstLookedAt) : MemoryManager<byte>
    {
        private Action? act = whenFirstLookedAt;

        public override Memory<byte> Memory => CreateMemory(10);

        public override Span<byte> GetSpan()
        {
            Interlocked.Exchange(ref act, null)?.Invoke();
            return new byte[10];
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class Connection(Stream answers) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => answers.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
