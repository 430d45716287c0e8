using System.Net.Security;
using System.Net.Sockets;
using ChaosToolkit.Sockets;

namespace ChaosToolkit.Proxies;

internal sealed partial class ProxyConnection
{
    private SslStream? nearTls;
    private SslStream? farTls;

    // With whom a handshake is under way.
    private string? shaking;

    private async ValueTask<Peer> NearAsync(CancellationToken cancellationToken)
    {
        if (!listener.Tls.IsOnListener)
        {
            client.Blocking = false;
            return new Peer(client, null);
        }

        shaking = "client";
        nearTls = await listener.Tls.AcceptAsync(client, cancellationToken).ConfigureAwait(false);
        shaking = null;
        return new Peer(client, nearTls);
    }

    private async ValueTask<Peer> FarAsync(Socket connected, CancellationToken cancellationToken)
    {
        if (!listener.Tls.IsOnUpstream)
        {
            connected.Blocking = false;
            return new Peer(connected, null);
        }

        shaking = "upstream";
        farTls = await listener.Tls.ConnectAsync(connected, listener.Dialer.Host, cancellationToken).ConfigureAwait(false);
        shaking = null;
        return new Peer(connected, farTls);
    }

    // TLS wraps what it was.
    private static string ReasonOf(Exception error) =>
        error is OperationCanceledException ? "it took too long" : error.InnerException is { } inner && inner.Message.Length > 0 ? $"{error.Message} {inner.Message}" : error.Message;
}
