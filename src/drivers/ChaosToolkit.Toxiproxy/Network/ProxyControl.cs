using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Extensions;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Toxiproxy.Network;

/// <summary>Starts proxies before anything of the experiment is played, and ends them with the run: <c>proxies</c> is a list of what <c>start_proxy</c> takes.</summary>
[Control(Module = Module)]
internal sealed class ProxyControl(EngineServices services) : IControl
{
    private const string Module = "chaos.controls.proxy";

    private readonly RunProxies proxies = RunProxies.Of(services);
    private readonly List<string> started = [];

    /// <exception cref="InterruptExecutionException">A proxy cannot be started: without it the run would mean nothing.</exception>
    public async ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (Substitution.Apply(context.Arguments?["proxies"], context.Configuration, context.Secrets) is not JsonArray { Count: > 0 } list)
        {
            throw new InterruptExecutionException($"The control {Module} needs the argument 'proxies': a list such as [{{\"name\": \"redis\", \"upstream\": \"127.0.0.1:6379\"}}].");
        }

        foreach (var item in list)
        {
            try
            {
                var declared = item as JsonObject ?? throw new ActivityFailedException("Each of the 'proxies' must be an object.");
                started.Add((await proxies.StartAsync(declared, context.Configuration, cancellationToken).ConfigureAwait(false)).Name);
            }
            catch (ActivityFailedException exception)
            {
                throw new InterruptExecutionException($"The control {Module} cannot start a proxy: {exception.Message}");
            }
        }
    }

    public async ValueTask CleanupAsync(ControlContext context, CancellationToken cancellationToken)
    {
        foreach (var name in started)
        {
            _ = await proxies.StopAsync(name).ConfigureAwait(false);
        }

        started.Clear();
    }
}
