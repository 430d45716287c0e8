using System.Text.Json.Nodes;

namespace ChaosToolkit.Discovery;

/// <summary>Finds out which activities a package has. Marked with <see cref="DiscoveryAttribute"/>.</summary>
public interface IDiscovery
{
    /// <summary>The discovery document of a package; <see langword="null"/> when this discovery does not know the package, and another may be asked.</summary>
    /// <param name="package">The package, as the user named it.</param>
    /// <param name="systemInfo">Whether the system that the package talks to is to be looked at as well.</param>
    /// <param name="install">Whether the package may be installed first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiscoveryFailedException">It knows the package, or is the last to be asked, and cannot tell.</exception>
    Task<JsonObject?> DiscoverAsync(string package, bool systemInfo, bool install, CancellationToken cancellationToken);
}

/// <summary>Names what a discovery looks into: <c>dotnet</c> or <c>python</c>. They are asked in alphabetical order.</summary>
/// <param name="kind">The kind of packages.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DiscoveryAttribute(string kind) : Attribute
{
    /// <summary>The kind of packages.</summary>
    public string Kind { get; } = kind;
}
