using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>A built-in function made of a delegate: checks the arguments as Python does, fills in defaults.</summary>
/// <param name="name">The function's name in its module.</param>
/// <param name="parameters">Its parameters in order.</param>
/// <param name="body">What it does, given all its parameters by name, the configuration and the secrets.</param>
public sealed class NativeFunction(string name, IReadOnlyList<NativeParameter> parameters, Func<JsonObject, NativeContext, CancellationToken, Task<JsonNode?>> body) : INativeFunction
{
    /// <summary>Makes a function that needs neither configuration nor secrets.</summary>
    public NativeFunction(string name, IReadOnlyList<NativeParameter> parameters, Func<JsonObject, CancellationToken, Task<JsonNode?>> body)
        : this(name, parameters, (arguments, _, cancellationToken) => body(arguments, cancellationToken))
    {
    }

    /// <summary>Makes a function that does not wait for anything.</summary>
    public NativeFunction(string name, IReadOnlyList<NativeParameter> parameters, Func<JsonObject, JsonNode?> body)
        : this(name, parameters, (arguments, _, _) => Task.FromResult(body(arguments)))
    {
    }

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<NativeParameter> Parameters => parameters;

    /// <summary>What takes a call back that is about to be made, given what the body is given; <see langword="null"/> (the default) where nothing does.</summary>
    public Func<JsonObject, NativeContext, CancellationToken, Task<JsonArray>>? Undo { get; init; }

    /// <inheritdoc/>
    public bool HasUndo => Undo is not null;

    /// <inheritdoc/>
    public Task<JsonNode?> CallAsync(JsonObject arguments, CancellationToken cancellationToken) => CallAsync(arguments, new NativeContext([], []), cancellationToken);

    /// <inheritdoc/>
    public async Task<JsonNode?> CallAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) =>
        await body(Bind(arguments), context, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<JsonArray> UndoAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) =>
        Undo is null ? [] : await Undo(Bind(arguments), context, cancellationToken).ConfigureAwait(false);

    internal static string PathOf(JsonObject arguments, string parameter) => Value.AsText(arguments[parameter])
        ?? throw PythonError.Of("TypeError", $"{parameter} should be string, bytes or os.PathLike, not {TypeOf(arguments[parameter])}");

    internal static double NumberOf(JsonObject arguments, string parameter) =>
        Value.AsDouble(arguments[parameter]) ?? (Value.AsBoolean(arguments[parameter]) is { } truth ? (truth ? 1 : 0)
        : throw PythonError.Of("TypeError", $"'{TypeOf(arguments[parameter])}' object cannot be interpreted as an integer"));

    private JsonObject Bind(JsonObject arguments)
    {
        var bound = new JsonObject();
        foreach (var (given, value) in arguments)
        {
            var parameter = Find(given) ?? throw PythonError.Of("TypeError", $"{name}() got an unexpected keyword argument '{given}'");
            bound[parameter.Name] = value?.DeepClone();
        }

        foreach (var parameter in parameters)
        {
            if (!bound.ContainsKey(parameter.Name))
            {
                bound[parameter.Name] = !parameter.IsRequired
                    ? parameter.Default?.DeepClone()
                    : throw PythonError.Of("TypeError", $"{name}() missing 1 required positional argument: '{parameter.Name}'");
            }
        }

        return bound;
    }

    private static string TypeOf(JsonNode? value) => Value.KindOf(value) switch
    {
        ValueKind.Null => "NoneType",
        ValueKind.Boolean => "bool",
        ValueKind.Integer => "int",
        ValueKind.Float => "float",
        ValueKind.Text => "str",
        ValueKind.Bytes => "bytes",
        ValueKind.List => "list",
        _ => "dict",
    };

    private NativeParameter? Find(string given) => parameters.FirstOrDefault(parameter => parameter.Name == given || parameter.Aliases.Contains(given));
}
