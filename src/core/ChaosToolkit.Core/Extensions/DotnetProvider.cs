using System.Text.Json.Nodes;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions;

/// <summary>Calls functions of extensions written in .NET.</summary>
[Provider("dotnet")]
internal sealed class DotnetProvider(EngineServices services) : IUndoProvider, IPlanningProvider
{
    private readonly ExtensionCatalog extensions = ExtensionCatalog.Of(services);

    // What drivers have under the names of Python modules can be called without that guise too.
    private readonly NativeFunctions natives = services.Shared(static all => new NativeFunctions(all));

    public ObjectShape Shape => DotnetValidation.Shape;

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken)
    {
        new DotnetValidation(extensions, natives, context).Validate(activity);
        return ValueTask.CompletedTask;
    }

    public IPlanHook? FindPlan(ActivityCall call) =>
        Value.AsText(call.Provider["module"]) is { } module && Value.AsText(call.Provider["func"]) is { } func && extensions.FindPlan(module, func) is { } function
        && DotnetPlan.IsPlan(function)
            ? new DotnetPlan(function, call, services.Loggers)
            : null;

    public bool MayHaveUndo(JsonObject provider) => FindNative(provider) is { HasUndo: true };

    public async Task<JsonArray> UndoAsync(ActivityCall call, CancellationToken cancellationToken) =>
        FindNative(call.Provider) is { } native ? await NativeCall.Of(native, call).UndoAsync(cancellationToken).ConfigureAwait(false) : [];

    public async Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        if (FindNative(call.Provider) is { } native)
        {
            return await NativeCall.Of(native, call).CallAsync(cancellationToken).ConfigureAwait(false);
        }

        var (module, func) = (PythonText.Of(call.Provider["module"]), PythonText.Of(call.Provider["func"]));
        var function = extensions.FindActivity(module, func) ?? throw new ChaosException($"There is no function '{func}' of the module '{module}' in any .NET extension.");
        var arguments = DotnetCall.ArgumentsOf(function, call, services.Loggers.CreateLogger(module), cancellationToken);
        try
        {
            return await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!PassesThrough(exception, cancellationToken))
        {
            // All of it is the function's: also an interruption, which only a control may ask for.
            throw new ActivityFailedException($"{exception.GetType().Name}: {exception.Message}", exception) { Trace = ExceptionLines.Of(exception) };
        }
    }

    private INativeFunction? FindNative(JsonObject provider) => extensions.FindNativeFunction(natives, Value.AsText(provider["module"]), Value.AsText(provider["func"]));

    private static bool PassesThrough(Exception exception, CancellationToken cancellationToken) =>
        exception is ActivityFailedException or ExitRequestedException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
