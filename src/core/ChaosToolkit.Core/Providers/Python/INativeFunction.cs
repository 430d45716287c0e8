using System.Text.Json.Nodes;

namespace ChaosToolkit.Providers.Python;

/// <summary>A function of a Python module that this toolkit has built in: same arguments, results and errors, without an interpreter.</summary>
public interface INativeFunction
{
    /// <summary>The function's name in its module.</summary>
    string Name { get; }

    /// <summary>The parameters in order.</summary>
    IReadOnlyList<NativeParameter> Parameters { get; }

    /// <summary>Calls the function.</summary>
    /// <param name="arguments">The arguments by name, references replaced.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ActivityFailedException">The function failed, or does not take these arguments; its trace ends as Python's traceback does.</exception>
    Task<JsonNode?> CallAsync(JsonObject arguments, CancellationToken cancellationToken);

    /// <summary>Calls the function with what an experiment gives beside arguments. Who needs none of it leaves this as it is.</summary>
    /// <param name="arguments">The arguments by name, references replaced.</param>
    /// <param name="context">The configuration, and the secrets that the provider lists.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ActivityFailedException">The function failed, or does not take these arguments.</exception>
    Task<JsonNode?> CallAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) => CallAsync(arguments, cancellationToken);

    /// <summary>Whether a call may have something to take back where the experiment does not say how. False by default.</summary>
    bool HasUndo => false;

    /// <summary>What takes a call back that is about to be made, as <see cref="IUndoProvider.UndoAsync"/> has it; none by default.</summary>
    /// <param name="arguments">The arguments by name, references replaced.</param>
    /// <param name="context">The configuration, and the secrets that the provider lists.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="ActivityFailedException">It cannot be known; the function must not be called.</exception>
    Task<JsonArray> UndoAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) => Task.FromResult(new JsonArray());
}

/// <summary>What a built-in function is given beside its arguments, as Python functions are in <c>configuration</c> and <c>secrets</c>.</summary>
/// <param name="Configuration">The resolved configuration; live.</param>
/// <param name="Secrets">The secrets of the scopes that the provider lists, without the scopes' names; empty where it lists none.</param>
public sealed record NativeContext(JsonObject Configuration, JsonObject Secrets)
{
    /// <summary>Whether what the function does is to stay when the run has ended: see <see cref="ActivityCall.IsLasting"/>. False by default.</summary>
    public bool IsLasting { get; init; }
}

/// <summary>A parameter of a built-in function.</summary>
/// <param name="Name">The name under which experiments give it.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Default">Its value where it is not given.</param>
public sealed record NativeParameter(string Name, bool IsRequired = true, JsonNode? Default = null)
{
    /// <summary>Other names under which it is accepted. None by default.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A Python module, or a part of one, that is built in. Marked with <see cref="PythonModuleAttribute"/>; several classes may serve one module.</summary>
public interface INativeModule
{
    /// <summary>The functions it has.</summary>
    IEnumerable<INativeFunction> Functions { get; }
}

/// <summary>Names the Python module whose functions a class has built in.</summary>
/// <param name="module">As experiments write it, such as <c>os.path</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PythonModuleAttribute(string module) : Attribute
{
    /// <summary>As experiments write it, such as <c>os.path</c>.</summary>
    public string Module { get; } = module;
}
