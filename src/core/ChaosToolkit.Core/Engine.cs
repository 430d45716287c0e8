using System.Reflection;
using ChaosToolkit.Controls;
using ChaosToolkit.Discovery;
using ChaosToolkit.Extensions;
using ChaosToolkit.Model;
using ChaosToolkit.Notifications;
using ChaosToolkit.Planning;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Tolerances;

namespace ChaosToolkit;

/// <summary>The engine put together: what there is of each kind in some assemblies, and what is made of it.</summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly Assembly[] assemblies;

    /// <summary>Puts the engine together.</summary>
    /// <param name="services">What its parts are given.</param>
    /// <param name="assemblies">Where providers, controls and notifiers are looked for, beside the engine's own.</param>
    public Engine(EngineServices services, params IReadOnlyList<Assembly> assemblies)
    {
        this.assemblies = [.. assemblies, typeof(Engine).Assembly];
        Services = services;
        services.Assemblies = this.assemblies;
    }

    /// <summary>What the parts are given.</summary>
    public EngineServices Services { get; }

    /// <summary>The providers of activities, by <c>provider.type</c>.</summary>
    public Catalog<IProvider> Providers => field ??= new(assemblies, Services, type => type.GetCustomAttribute<ProviderAttribute>()?.Type);

    /// <summary>The providers of controls, by <c>provider.type</c>.</summary>
    public Catalog<IControlProvider> ControlProviders => field ??= new(assemblies, Services, type => type.GetCustomAttribute<ControlProviderAttribute>()?.Type);

    /// <summary>The tolerances.</summary>
    public ToleranceCatalog Tolerances => field ??= new(Services, assemblies[..^1]);

    /// <summary>The notifiers, by the type of channel.</summary>
    // The engine's own first: a plugin that is registered in .NET is called before one is looked for in Python.
    public Catalog<INotifier> Notifiers => field ??= new([assemblies[^1], .. assemblies[..^1]], Services, type => type.GetCustomAttribute<Notifications.NotifierAttribute>()?.Type);

    /// <summary>The controls of the run; global ones are to be added.</summary>
    public ControlSet Controls => field ??= new(ControlProviders, Services);

    /// <summary>The channels of the settings.</summary>
    public NotificationChannels Channels => field ??= new(Services, Notifiers);

    /// <summary>Finds out which activities a package has.</summary>
    public PackageDiscovery Discovery => field ??= new(new(assemblies, Services, type => type.GetCustomAttribute<DiscoveryAttribute>()?.Kind));

    /// <summary>The .NET extensions.</summary>
    public ExtensionCatalog Extensions => ExtensionCatalog.Of(Services);

    /// <summary>Validates experiments.</summary>
    public ExperimentValidator Validator => field ??= new(Providers, ControlProviders, Tolerances);

    /// <summary>Tells what a run would do.</summary>
    public ExperimentPlanner Planner => field ??= new(Services, Providers, Controls);

    /// <summary>Runs an experiment.</summary>
    /// <param name="interruption">Where requests to end the run come in.</param>
    public ExperimentRunner RunnerWith(RunInterruption interruption) => new(Services, Providers, Tolerances, Controls, interruption);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
