using System.Text.Json.Nodes;
using ChaosToolkit.Discovery;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;

namespace ChaosToolkit.Python;

/// <summary>Finds out what a package can do, by the package's own <c>discover</c> function. It is asked last: what it does not know nobody knows.</summary>
/// <param name="services">The engine's services.</param>
[Discovery("python")]
internal sealed class PythonDiscovery(EngineServices services) : IDiscovery
{
    private readonly PythonInterpreter interpreter = PythonInterpreter.Of(services);

    /// <summary>The discovery document of a package: <c>activities</c>, and whatever else its function gives.</summary>
    /// <param name="package">The distribution's name.</param>
    /// <param name="systemInfo">Whether the system that the package talks to is to be looked at.</param>
    /// <param name="install">Whether pip installs the package first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiscoveryFailedException">The package is not there, cannot be imported or has no such function, or the function failed.</exception>
    public async Task<JsonObject?> DiscoverAsync(string package, bool systemInfo, bool install, CancellationToken cancellationToken)
    {
        try
        {
            var found = await interpreter.AskAsync(
                "discover",
                inBackground: false,
                request =>
                {
                    request.Add("package", package);
                    request.Add("system", systemInfo);
                    request.Add("install", install);
                },
                cancellationToken).ConfigureAwait(false);
            return Wire.Read(found) as JsonObject ?? throw new DiscoveryFailedException($"The `discover` function of '{package}' gave no discovery document.");
        }
        catch (InterpreterException exception)
        {
            throw exception.Kind switch
            {
                // With an installed chaoslib the message may end in a blank.
                "discovery" => new DiscoveryFailedException(exception.Text.Trim()),
                "exit" or "keyboard" => exception.AsControlFailure(),
                _ => new DiscoveryFailedException($"The discovery of '{package}' failed: {exception.Message}"),
            };
        }
        catch (ChaosException exception) when (exception is not DiscoveryFailedException)
        {
            throw new DiscoveryFailedException(exception.Message);
        }
    }
}
