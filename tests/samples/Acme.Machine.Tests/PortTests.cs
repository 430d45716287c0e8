using System.Net;
using System.Net.Sockets;
using ChaosToolkit;
using ChaosToolkit.Testing;

namespace Acme.Machine;

public sealed class PortTests : IDisposable
{
    private readonly int port = Loopback.FreePort();

    [Fact]
    public Task Is_free_however_often_it_is_released() => UndoCheck.PlayAsync(() => _ = Ports.Take(port), () => Ports.Release(port), () => Ports.IsFree(port));

    [Fact]
    public async Task Is_held_by_another_process_that_answers_nobody()
    {
        var holder = Ports.Take(port);
        Assert.NotEqual(Environment.ProcessId, holder);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        Assert.True(client.Connected);
        Ports.Release(port);
        Assert.Null(RunningProcess.Find(holder));
    }

    [Fact]
    public void That_somebody_has_cannot_be_taken_and_is_not_released()
    {
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        Assert.Throws<ActivityFailedException>(() => Ports.Take(port));
        Ports.Release(port);
        Assert.False(Ports.IsFree(port));
    }

    [Fact]
    public async Task Is_let_go_of_after_its_time_by_itself()
    {
        Ports.Take(port, atMost: TimeSpan.FromMilliseconds(1)); // a second, which is the least
        await Eventually.IsSoAsync(() => Ports.IsFree(port), "the port is free");
    }

    [Theory]
    [InlineData(0, "127.0.0.1", "a number from 1 to 65535")]
    [InlineData(1, "nowhere", "'nowhere' is no address")]
    public void Must_be_one(int number, string address, string message) =>
        Assert.Contains(message, Assert.Throws<ActivityFailedException>(() => Ports.Take(number, address)).Message, StringComparison.Ordinal);

    public void Dispose() => Ports.Release(port);
}
