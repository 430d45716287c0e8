using System.Net;
using System.Net.Sockets;
using System.Text;
using ChaosToolkit.Providers.Http;

namespace ChaosToolkit.Core.Tests.Providers.Http;

public sealed class NearbyStreamTests : IAsyncDisposable
{
    private readonly byte[] buffer = new byte[64];
    private readonly Socket server;
    private readonly NearbyStream stream;

    public NearbyStreamTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndpoint);
        server = listener.AcceptSocket();
        stream = new NearbyStream(socket);
    }

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return stream.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_that_is_there_is_read_at_once()
    {
        server.Send("answer"u8);

        var read = ReadAnswer();

        Assert.True(read.IsCompletedSuccessfully);
        Assert.Equal("answer", Text(await read));
    }

    [Fact]
    public async Task An_answer_that_lets_us_wait_holds_no_thread()
    {
        var read = ReadAnswer();

        Assert.False(read.IsCompleted);
        server.Send("late"u8);
        Assert.Equal("late", Text(await read));
    }

    [Fact]
    public async Task Answers_are_read_as_they_come_whether_the_last_was_late_or_not()
    {
        foreach (var isLate in (bool[])[true, true, false, false, true, false])
        {
            if (!isLate)
            {
                server.Send("an answer"u8);
            }

            var read = ReadAnswer();
            if (isLate)
            {
                server.Send("an answer"u8);
            }

            Assert.Equal("an answer", Text(await read));
        }
    }

    [Fact]
    public async Task The_end_of_the_connection_is_no_bytes()
    {
        server.Shutdown(SocketShutdown.Both);

        Assert.Equal(0, await ReadAnswer());
        Assert.True(stream.TryRead(buffer, out var count));
        Assert.Equal(0, count);
    }

    [Fact]
    public async Task A_broken_connection_is_told_as_by_any_stream()
    {
        server.LingerState = new LingerOption(true, 0);
        server.Close();

        var broken = await Assert.ThrowsAsync<IOException>(async () => await ReadAnswer());
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(broken.InnerException).SocketErrorCode);
    }

    [Fact]
    public void Nothing_is_read_where_nothing_has_come() => Assert.False(stream.TryRead(buffer, out _));

    [Fact]
    public async Task A_wait_ends_with_its_cancellation()
    {
        using var source = new CancellationTokenSource();
        var read = stream.ReadAnswerAsync(buffer, source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
    }

    private string Text(int count) => Encoding.ASCII.GetString(buffer, 0, count);

    private ValueTask<int> ReadAnswer() => stream.ReadAnswerAsync(buffer, TestContext.Current.CancellationToken);
}
