using System.Text.Json.Nodes;
using ChaosToolkit.Discovery;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Extensions;

/// <summary>Finds out what an installed .NET extension can do. What is not installed it leaves to others.</summary>
[Discovery("dotnet")]
internal sealed class DotnetDiscovery(EngineServices services) : IDiscovery
{
    /// <inheritdoc/>
    public Task<JsonObject?> DiscoverAsync(string package, bool systemInfo, bool install, CancellationToken cancellationToken)
    {
        // By name first: the extensions are not loaded to learn that it is none of theirs.
        var isInstalled = InstalledExtension.FindAll(services.ExtensionFolders).Any(extension => extension.Name == package);
        var found = isInstalled ? ExtensionCatalog.Of(services).Installed.FirstOrDefault(extension => extension.Name == package) : null;
        return Task.FromResult(found is null ? null : ExtensionDiscovery.DocumentOf(found, services.Time));
    }
}
