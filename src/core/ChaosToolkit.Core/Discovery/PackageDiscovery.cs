using System.Text.Json.Nodes;

namespace ChaosToolkit.Discovery;

/// <summary>Asks the discoveries there are, one after the other, until one knows the package.</summary>
/// <param name="discoveries">What can be asked.</param>
public sealed class PackageDiscovery(Catalog<IDiscovery> discoveries)
{
    /// <summary>The discovery document of a package.</summary>
    /// <param name="package">The package, as the user named it.</param>
    /// <param name="systemInfo">Whether the system that the package talks to is to be looked at as well.</param>
    /// <param name="install">Whether the package may be installed first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiscoveryFailedException">Nobody knows the package, or who knows it cannot tell.</exception>
    public async Task<JsonObject> DiscoverAsync(string package, bool systemInfo, bool install, CancellationToken cancellationToken)
    {
        foreach (var discovery in discoveries.Names.SelectMany(discoveries.FindAll))
        {
            if (await discovery.DiscoverAsync(package, systemInfo, install, cancellationToken).ConfigureAwait(false) is { } document)
            {
                return document;
            }
        }

        // The original's words: tools look for them.
        throw new DiscoveryFailedException($"Package {package} not found");
    }
}
