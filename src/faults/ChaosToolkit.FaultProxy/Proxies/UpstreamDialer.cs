using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Sockets;

namespace ChaosToolkit.Proxies;

/// <summary>Connects to the upstream. Names are looked up anew for each connection; connections are made side by side, up to a number.</summary>
internal sealed class UpstreamDialer : IDisposable
{
    private readonly string host;
    private readonly int port;
    private readonly IPEndPoint? literal;
    private readonly ListenException? wrong;
    private readonly SemaphoreSlim places;

    public UpstreamDialer(string upstream, int atOnce)
    {
        host = "";
        places = new SemaphoreSlim(atOnce);
        try
        {
            (host, port) = ListenAddress.Split(upstream);
            literal = host.Length == 0 ? new IPEndPoint(IPAddress.Loopback, port) : IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : null;
            wrong = upstream.Length == 0 ? new ListenException(upstream, "dial tcp: missing address") : null;
        }
        catch (ListenException error)
        {
            wrong = new ListenException(upstream, error.Reason, "dial tcp");
        }
    }

    /// <summary>The host of the address; empty for this machine.</summary>
    public string Host => host;

    /// <summary>Connects.</summary>
    /// <param name="adopt">Told each socket before it is connected: closing it ends the attempt.</param>
    /// <param name="cancellationToken">Ends the wait for a place and for a name.</param>
    /// <exception cref="SocketException">The upstream cannot be reached.</exception>
    /// <exception cref="ListenException">The upstream is no address, or its name is not known.</exception>
    public async ValueTask<Socket> DialAsync(Action<Socket> adopt, CancellationToken cancellationToken)
    {
        if (wrong is not null)
        {
            throw wrong;
        }

        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (literal is not null)
            {
                return await ConnectAsync(literal, adopt).ConfigureAwait(false);
            }

            var addresses = await ListenAddress.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
            for (var i = 0; ; i++)
            {
                try
                {
                    return await ConnectAsync(new IPEndPoint(addresses[i], port), adopt).ConfigureAwait(false);
                }
                catch (SocketException) when (i + 1 < addresses.Length && !cancellationToken.IsCancellationRequested)
                {
                    // The next address may answer.
                }
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Where datagrams go.</summary>
    /// <exception cref="ListenException">The upstream is no address, or its name is not known.</exception>
    public async ValueTask<IPEndPoint> ResolveAsync(CancellationToken cancellationToken) =>
        wrong is not null ? throw wrong : literal ?? new IPEndPoint((await ListenAddress.ResolveAsync(host, cancellationToken).ConfigureAwait(false))[0], port);

    public void Dispose() => places.Dispose();

    private static async ValueTask<Socket> ConnectAsync(IPEndPoint address, Action<Socket> adopt)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        adopt(socket);
        using var operation = new SocketOperation();
        var error = await operation.ConnectAsync(socket, address).ConfigureAwait(false);
        if (error == SocketError.Success)
        {
            try
            {
                SocketSettings.Apply(socket);
                return socket;
            }
            catch (ObjectDisposedException)
            {
                error = SocketError.OperationAborted;
            }
        }

        socket.Dispose();
        throw new SocketException((int)error);
    }
}
