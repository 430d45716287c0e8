using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChaosToolkit.Proxies;

/// <summary>Addresses as <c>host:port</c>. What is wrong with one is said as Toxiproxy says it: clients show the text.</summary>
internal static class ListenAddress
{
    /// <summary>Cuts an address into host and port; both may be empty.</summary>
    /// <exception cref="ListenException">It has no port, or one that is none.</exception>
    public static (string Host, int Port) Split(string address)
    {
        if (address.Length == 0)
        {
            return ("", 0);
        }

        var colon = address.LastIndexOf(':');
        if (colon < 0)
        {
            throw Wrong(address, "missing port in address");
        }

        string host;
        if (address[0] == '[')
        {
            var end = address.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
            {
                throw Wrong(address, "missing ']' in address");
            }

            if (end + 1 != colon)
            {
                throw Wrong(address, end + 1 == address.Length ? "missing port in address" : "too many colons in address");
            }

            host = address[1..end];
        }
        else
        {
            host = address[..colon];
            if (host.Contains(':', StringComparison.Ordinal))
            {
                throw Wrong(address, "too many colons in address");
            }
        }

        return (host, ParsePort(address, address[(colon + 1)..]));
    }

    /// <summary>The addresses of a host, IPv4 first; of the empty host, all interfaces.</summary>
    /// <exception cref="ListenException">The name is not known.</exception>
    public static async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (host.Length == 0)
        {
            return [Wildcard];
        }

        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal.Equals(IPAddress.Any) ? Wildcard : literal];
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            if (addresses.Length > 0)
            {
                return [.. addresses.OrderBy(static address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)];
            }
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            // The same as no address.
        }

        throw new ListenException(host, $"lookup {host}: no such host");
    }

    /// <summary>An address to listen on, as it will be shown; port 0 where any free one is meant.</summary>
    /// <exception cref="ListenException">It is no address.</exception>
    public static async ValueTask<IPEndPoint> ResolveListenAsync(string address, CancellationToken cancellationToken)
    {
        var (host, port) = Split(address);
        var addresses = await ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        return new IPEndPoint(addresses[0], port);
    }

    /// <summary>An address as <c>1.2.3.4:5</c> or <c>[::1]:5</c>.</summary>
    public static string Format(IPEndPoint address) =>
        (address.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(address.Address.MapToIPv4(), address.Port) : address).ToString();

    private static IPAddress Wildcard => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static int ParsePort(string address, string port)
    {
        if (port.Length == 0)
        {
            return 0;
        }

        if (long.TryParse(port, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 0 and <= ushort.MaxValue ? (int)number : throw Wrong(port, "invalid port");
        }

        throw new ListenException(address, $"lookup tcp/{port}: unknown port");
    }

    private static ListenException Wrong(string address, string reason) => new(address, $"address {address}: {reason}");
}
