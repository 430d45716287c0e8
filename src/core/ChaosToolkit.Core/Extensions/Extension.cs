using System.Reflection;

namespace ChaosToolkit.Extensions;

/// <summary>An extension that was loaded, with what it has; or what kept it from being loaded.</summary>
public sealed class Extension
{
    internal Extension()
    {
    }

    /// <summary>Its name, which is that of its library.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Its version; empty where it has none.</summary>
    public string Version { get; internal init; } = "";

    /// <summary>The path of its library; empty for one that is part of the host.</summary>
    public string Library { get; internal init; } = "";

    /// <summary>Its probes, actions, tolerances and notifiers, by module and name.</summary>
    public IReadOnlyList<ExtensionFunction> Functions { get; internal init; } = [];

    /// <summary>Its controls, by module.</summary>
    public IReadOnlyList<ExtensionControl> Controls { get; internal init; } = [];

    /// <summary>What is wrong with it, each in one sentence; what the problem is with cannot be used, the rest can.</summary>
    public IReadOnlyList<string> Problems { get; internal init; } = [];

    /// <summary>Whether it could not be loaded at all.</summary>
    public bool IsBroken { get; internal init; }

    internal Assembly? Assembly { get; init; }

    /// <summary>Loads an extension in a context of its own. It never throws for what is wrong with the extension: that is told in what it gives.</summary>
    /// <param name="library">The full path of its library.</param>
    public static Extension Load(string library) => ExtensionReader.Load(library);
}
