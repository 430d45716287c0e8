using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChaosToolkit.Benchmarks;

/// <summary>Clients and servers of the proxy's benchmark, with blocking sockets on threads of their own: they cost the least.</summary>
internal sealed class ProxyTraffic : IDisposable
{
    private const int Buffer = 128 * 1024;
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private ProxyTraffic(Action<Socket> serve, int acceptors = 0)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        Address = (IPEndPoint)listener.LocalEndPoint!; // bound
        for (var i = 0; i < Math.Max(1, acceptors); i++)
        {
            Run(() => Accept(serve, inPlace: acceptors > 0));
        }
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

    /// <summary>A server that reads to the end, and then closes.</summary>
    public static ProxyTraffic Sink() => new(static socket =>
    {
        using (socket)
        {
            var bytes = new byte[Buffer];
            while (socket.Receive(bytes) > 0)
            {
                // more to come
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

    /// <summary>The same, for short connections: some threads serve one after another.</summary>
    public static ProxyTraffic ShortEcho() => new(static socket =>
    {
        using (socket)
        {
            var one = new byte[1];
            socket.Receive(one);
            socket.Send(one);
            socket.Receive(one);
        }
    }, acceptors: 8);

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
        var received = 0L;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => OnThread(() =>
        {
            using var socket = Connect(address);
            var (buffer, own) = (new byte[Buffer], 0L);
            while (own < bytes / connections)
            {
                own += socket.Receive(buffer);
            }

            Interlocked.Add(ref received, own);
        })));
        return received / 1e6 / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Sends to a <see cref="Sink"/>, and waits until it has got all; MB/s.</summary>
    public static async Task<double> UploadAsync(IPEndPoint address, long bytes = 2_000_000_000)
    {
        var watch = Stopwatch.StartNew();
        await OnThread(() =>
        {
            using var socket = Connect(address);
            var buffer = new byte[Buffer];
            for (var sent = 0L; sent < bytes;)
            {
                sent += socket.Send(buffer);
            }

            socket.Shutdown(SocketShutdown.Send);
            socket.Receive(buffer);
        });
        return bytes / 1e6 / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Connects, exchanges one byte and closes, again and again; connections a second, and how long one takes.</summary>
    public static async Task<Rate> ConnectionsAsync(IPEndPoint address, int atOnce, int count)
    {
        var watch = Stopwatch.StartNew();
        var times = Enumerable.Range(0, atOnce).Select(_ => new List<double>()).ToList();
        await Task.WhenAll(times.Select(own => OnThread(() =>
        {
            var one = new byte[1];
            for (var i = 0; i < count / atOnce; i++)
            {
                var start = Stopwatch.GetTimestamp();
                using (var socket = Connect(address))
                {
                    socket.Send(one);
                    socket.Receive(one);
                }

                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        })));
        return Rate.Of(count / watch.Elapsed.TotalSeconds, times.SelectMany(own => own));
    }

    /// <summary>The times of round trips in ms, in ascending order; some more go before, while the server's code is new.</summary>
    public static async Task<IReadOnlyList<double>> RoundTripsAsync(IPEndPoint address, int count)
    {
        List<double> times = [];
        await OnThread(() =>
        {
            using var socket = Connect(address);
            var bytes = new byte[64];
            for (var i = -5; i < count; i++)
            {
                var watch = Stopwatch.StartNew();
                socket.Send(bytes);
                socket.Receive(bytes);
                if (i >= 0)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
        });
        return [.. times.Order()];
    }

    /// <summary>The times in ms, in ascending order, that a thread was gone which sleeps for 100 ms: how late this machine is.</summary>
    public static async Task<IReadOnlyList<double>> SleepsAsync(int count)
    {
        List<double> times = [];
        await OnThread(() =>
        {
            for (var i = 0; i < count; i++)
            {
                var watch = Stopwatch.StartNew();
                Thread.Sleep(100);
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

    private void Accept(Action<Socket> serve, bool inPlace)
    {
        while (true)
        {
            var socket = listener.Accept();
            socket.NoDelay = true;
            if (inPlace)
            {
                serve(socket);
            }
            else
            {
                Run(() => serve(socket));
            }
        }
    }

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
