using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Python;

/// <summary>Makes the controls that are Python modules: <c>module</c>, <c>arguments</c>.</summary>
[ControlProvider("python")]
internal sealed class PythonControlProvider(EngineServices services) : IControlProvider
{
    private readonly PythonInterpreter interpreter = PythonInterpreter.Of(services);
    private readonly ILogger log = services.Loggers.CreateLogger("chaostoolkit.control");

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(DocumentNode control, ValidationContext context, CancellationToken cancellationToken)
    {
        var provider = control["provider"] ?? control;
        if (provider["module"] is not { Text: { Length: > 0 } module } place)
        {
            context.Report(PythonDiagnostics.ControlModuleMissing(provider["module"] ?? provider));
            return;
        }

        if (!context.MayCallCode)
        {
            return;
        }

        var name = control["name"]?.Text ?? "";
        try
        {
            var found = await interpreter.AskAsync(
                "validate_control",
                inBackground: false,
                request =>
                {
                    request.Add("module", module);
                    request.AddValue("control", control.Value);
                },
                cancellationToken).ConfigureAwait(false);
            if (!found.GetBoolean())
            {
                context.Warn($"Could not find Python module '{module}' in control '{name}'. Did you install the Python module? The experiment will carry on running nonetheless.");
            }
        }
        catch (InterpreterException exception)
        {
            context.Report(PythonDiagnostics.ControlRefused(place, exception.Message));
        }
        catch (InterpreterEndedException exception)
        {
            context.Report(PythonDiagnostics.ControlRefused(place, exception.Message));
        }
        catch (ChaosException exception)
        {
            context.Report(PythonDiagnostics.ControlWithoutInterpreter(place, name, exception));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IControl?> LoadAsync(JsonObject control, CancellationToken cancellationToken)
    {
        var provider = control["provider"] as JsonObject;
        if (Value.AsText(provider?["module"]) is not { Length: > 0 } module)
        {
            return null;
        }

        try
        {
            var callbacks = await interpreter.AskAsync("load_control", inBackground: false, request => request.Add("module", module), cancellationToken).ConfigureAwait(false);
            if (callbacks.ValueKind == System.Text.Json.JsonValueKind.Object)
            {
                return new PythonControl(interpreter, module, callbacks);
            }

            log.LogDebug("Control module '{Module}' could not be loaded. Have you installed it?", module);
        }
        catch (ChaosException exception)
        {
            // A control that cannot be loaded is left out; the run goes on.
            log.LogDebug(exception, "Control module '{Module}' could not be loaded: {Reason}", module, exception.Message);
        }

        return null;
    }
}
