using ChaosToolkit.Proxies;
using ChaosToolkit.Serving;
using ChaosToolkit.Testing;

namespace ChaosToolkit;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_of_the_proxy_is_what_was_approved() => Snapshot.Verify(ApiPrinter.Print(typeof(FaultProxy).Assembly) + ApiPrinter.Print(typeof(ProxyServer).Assembly));
}
