using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChaosToolkit.BlackBox;

/// <summary>Bare sockets for tests: whatever waits for the other side gives up after a while.</summary>
internal static class TestSockets
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Socket> ConnectAsync(string address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPEndPoint.Parse(address)).WaitAsync(Patience);
        return socket;
    }

    public static Task SendAsync(this Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text)).WaitAsync(Patience);

    /// <summary>Reads so many bytes, fewer when the connection ends before.</summary>
    public static async Task<byte[]> ReadAsync(this Socket socket, int count)
    {
        var bytes = new byte[count];
        var read = 0;
        while (read < count && await socket.ReceiveAsync(bytes.AsMemory(read), SocketFlags.None).AsTask().WaitAsync(Patience) is var more and > 0)
        {
            read += more;
        }

        return bytes[..read];
    }

    public static async Task<string> ReadTextAsync(this Socket socket, int count) => Encoding.ASCII.GetString(await socket.ReadAsync(count));

    /// <summary>How the connection ends for this side, and what came before.</summary>
    public static async Task<(bool Reset, string Before)> EndAsync(this Socket socket)
    {
        var before = new StringBuilder();
        var bytes = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(bytes.AsMemory(), SocketFlags.None).AsTask().WaitAsync(Patience) is var read and > 0)
            {
                before.Append(Encoding.ASCII.GetString(bytes, 0, read));
            }

            return (false, before.ToString());
        }
        catch (SocketException)
        {
            return (true, before.ToString());
        }
    }
}

/// <summary>A server for tests that hands out its connections.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public TestServer()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        Address = listener.LocalEndPoint!.ToString()!; // bound
    }

    public string Address { get; }

    /// <summary>A server that sends back what it gets.</summary>
    public static TestServer Echo()
    {
        var server = new TestServer();
        _ = Task.Run(async () =>
        {
            while (true)
            {
                var socket = await server.AcceptAsync();
                _ = EchoAsync(socket);
            }
        });
        return server;
    }

    public async Task<Socket> AcceptAsync() => await listener.AcceptAsync();

    public void Dispose() => listener.Dispose();

    private static async Task EchoAsync(Socket socket)
    {
        using (socket)
        {
            var bytes = new byte[64 * 1024];
            try
            {
                while (await socket.ReceiveAsync(bytes.AsMemory()) is var read and > 0)
                {
                    await socket.SendAsync(bytes.AsMemory(0, read));
                }
            }
            catch (SocketException)
            {
                // Reset: that is what some tests do.
            }
        }
    }
}
