using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChaosToolkit.Benchmarks;

/// <summary>Clients and servers of the proxy's benchmark, with blocking sockets on threads of their own: they cost the least.</summary>
internal sealed class ProxyTraffic : IDisposable
{
    private const int Buffer = 128 * 1024;
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private ProxyTraffic(Action<Socket> serve)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        Address = (IPEndPoint)listener.LocalEndPoint!; // bound
        Run(() =>
        {
            while (true)
            {
                var socket = listener.Accept();
                socket.NoDelay = true;
                Run(() => serve(socket));
            }
        });
    }

    public IPEndPoint Address { get; }

    /// <summary>A server that sends until nobody reads.</summary>
    public static ProxyTraffic Source() => new(static socket =>
    {
        using (socket)
        {
            for (var bytes = new byte[Buffer]; ;)
            {
                socket.Send(bytes);
            }
        }
    });

    /// <summary>A server that sends back what it gets.</summary>
    public static ProxyTraffic Echo() => new(static socket =>
    {
        using (socket)
        {
            var bytes = new byte[4096];
            while (socket.Receive(bytes) is var read and > 0)
            {
                socket.Send(bytes, read, SocketFlags.None);
            }
        }
    });

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task WaitAsync(IPEndPoint address)
    {
        while (true)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(address);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Reads from some connections at once; MB/s of all.</summary>
    public static async Task<double> BulkAsync(IPEndPoint address, int connections, long bytes = 2_000_000_000)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => OnThread(() =>
        {
            using var socket = Connect(address);
            var buffer = new byte[Buffer];
            for (var left = bytes / connections; left > 0;)
            {
                left -= socket.Receive(buffer);
            }
        })));
        return bytes / 1e6 / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Connects, exchanges one byte and closes, again and again; connections a second.</summary>
    public static async Task<double> ConnectionsAsync(IPEndPoint address, int atOnce, int count)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => OnThread(() =>
        {
            var one = new byte[1];
            for (var i = 0; i < count / atOnce; i++)
            {
                using var socket = Connect(address);
                socket.Send(one);
                socket.Receive(one);
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The times of round trips in ms, in ascending order.</summary>
    public static async Task<IReadOnlyList<double>> RoundTripsAsync(IPEndPoint address, int count)
    {
        List<double> times = [];
        await OnThread(() =>
        {
            using var socket = Connect(address);
            var bytes = new byte[64];
            for (var i = 0; i < count; i++)
            {
                var watch = Stopwatch.StartNew();
                socket.Send(bytes);
                socket.Receive(bytes);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        });
        return [.. times.Order()];
    }

    /// <summary>Connections that have exchanged a byte and are idle since.</summary>
    public static async Task<List<Socket>> OpenAsync(IPEndPoint address, int count)
    {
        List<Socket> sockets = [];
        await OnThread(() =>
        {
            var one = new byte[1];
            for (var i = 0; i < count; i++)
            {
                var socket = Connect(address);
                socket.Send(one);
                socket.Receive(one);
                sockets.Add(socket);
            }
        });
        return sockets;
    }

    public void Dispose() => listener.Dispose();

    private static Socket Connect(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address);
        return socket;
    }

    private static Task OnThread(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Run(Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The other side, or the benchmark, is done.
        }
    }, maxStackSize: 64 * 1024)
    { IsBackground = true }.Start();
}
