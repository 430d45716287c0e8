using System.Text.Json.Nodes;

namespace ChaosToolkit.Python;

/// <summary>Functions of Python modules that this process has of its own. Whoever has some registers them with <see cref="NativeModules"/>.</summary>
public interface INativeModules
{
    /// <summary>The function of that name; <see langword="null"/> when there is none.</summary>
    NativeFunction? Find(string module, string func);
}

/// <summary>A function of a Python module that needs no Python.</summary>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="CallAsync">Calls it with its arguments; it fails with an <see cref="ActivityFailedException"/>.</param>
public sealed record NativeFunction(IReadOnlyList<NativeParameter> Parameters, Func<JsonObject, CancellationToken, Task<JsonNode?>> CallAsync)
{
    /// <summary>
    /// Whether it is one of Python's own standard library, which answers only while no interpreter runs (a module may have changed the working directory).
    /// Others, a native driver's, give way only to an extension that is installed in an interpreter the user chose. The default is true.
    /// </summary>
    public bool IsStandardLibrary { get; init; } = true;
}

/// <summary>A parameter of a native function.</summary>
/// <param name="Name">The name, as Python has it.</param>
/// <param name="IsRequired">Whether it has no default.</param>
public sealed record NativeParameter(string Name, bool IsRequired);

/// <summary>The native functions of an engine: <c>services.Shared(_ => new NativeModules()).Add(…)</c>.</summary>
public sealed class NativeModules : INativeModules
{
    private readonly List<INativeModules> all = [];

    /// <summary>Adds functions; those added first are found first.</summary>
    public void Add(INativeModules modules) => all.Add(modules);

    /// <inheritdoc/>
    public NativeFunction? Find(string module, string func) => all.Select(modules => modules.Find(module, func)).FirstOrDefault(found => found is not null);
}
