using System.Text.Json.Nodes;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions;

/// <summary>Calls functions of extensions written in .NET.</summary>
[Provider("dotnet")]
internal sealed class DotnetProvider(EngineServices services) : IProvider, IPlanningProvider
{
    private readonly ExtensionCatalog extensions = ExtensionCatalog.Of(services);

    public ObjectShape Shape => DotnetValidation.Shape;

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken)
    {
        new DotnetValidation(extensions, context).Validate(activity);
        return ValueTask.CompletedTask;
    }

    public IPlanHook? FindPlan(ActivityCall call) =>
        Value.AsText(call.Provider["module"]) is { } module && Value.AsText(call.Provider["func"]) is { } func && extensions.FindPlan(module, func) is { } function
        && DotnetPlan.IsPlan(function)
            ? new DotnetPlan(function, call, services.Loggers)
            : null;

    public async Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
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

    private static bool PassesThrough(Exception exception, CancellationToken cancellationToken) =>
        exception is ActivityFailedException or ExitRequestedException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
