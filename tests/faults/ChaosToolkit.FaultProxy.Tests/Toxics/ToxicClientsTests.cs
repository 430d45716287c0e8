using System.Net;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;

namespace ChaosToolkit.Toxics;

public sealed class ToxicClientsTests
{
    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("fd00::7", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData(null, false)]
    public void Clients_are_chosen_by_their_network(string? address, bool included)
    {
        var clients = new ToxicClients { Networks = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/16")] };
        Assert.Equal(included, clients.Include(address is null ? null : IPAddress.Parse(address), "t"));
    }

    [Fact]
    public void A_share_is_always_of_the_same_clients_and_grows_by_others()
    {
        var addresses = Enumerable.Range(0, 5000).Select(static number => new IPAddress([10, 0, (byte)(number >> 8), (byte)number])).ToList();
        var few = addresses.Where(address => new ToxicClients { Share = 0.2 }.Include(address, "t")).ToList();
        var more = addresses.Where(address => new ToxicClients { Share = 0.4 }.Include(address, "t")).ToHashSet();
        Assert.InRange(few.Count, 900, 1100);
        Assert.InRange(more.Count, 1850, 2150);
        Assert.All(few, address => Assert.Contains(address, more));
        Assert.NotEqual(few, addresses.Where(address => new ToxicClients { Share = 0.2 }.Include(address, "another")));
    }

    [Theory]
    [InlineData("127.0.0.0/8", "")]
    [InlineData("10.0.0.0/8", "x")]
    public async Task Other_clients_pass(string network, string arrives)
    {
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions(), new LimitDataToxic { Clients = new ToxicClients { Networks = [IPNetwork.Parse(network)] } });
        await pair.Server.SendAsync("x");
        Assert.Equal(arrives, await pair.Client.ReadTextAsync(1));
    }
}
