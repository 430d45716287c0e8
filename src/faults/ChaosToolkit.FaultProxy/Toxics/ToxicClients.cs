using System.Net;
using ChaosToolkit.Chances;

namespace ChaosToolkit.Toxics;

/// <summary>Which clients a toxic works on, by their address.</summary>
public sealed record ToxicClients
{
    /// <summary>The networks they are in.</summary>
    /// <value>The default is none: all.</value>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    /// <summary>The share of addresses. The toxic's name and the address alone decide: a client is always among them, or never; a larger share has those of a smaller one.</summary>
    /// <value>From 0, none, to 1, all. The default is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Share
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>Whether a client is among them; one whose address is not known only where all are.</summary>
    internal bool Include(IPAddress? address, string toxic)
    {
        if (address is null)
        {
            return Networks.Count == 0 && Share >= 1;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (Networks.Count == 0 || IsInside(address)) && (Share >= 1 || Draw(address, toxic) < Share);
    }

    private bool IsInside(IPAddress address)
    {
        foreach (var network in Networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static double Draw(IPAddress address, string toxic)
    {
        Span<byte> bytes = stackalloc byte[16];
        var length = address.TryWriteBytes(bytes, out var written) ? written : 0;
        return new Chance(Chance.Derive(Chance.Hash(toxic), Chance.Hash(bytes[..length]))).NextDouble();
    }
}
