using System.Text.Json.Nodes;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Python.Interpreters;
using ChaosToolkit.Telemetry;
using ChaosToolkit.Values;
using static ChaosToolkit.Model.Shapes.ValueShape;

namespace ChaosToolkit.Python;

/// <summary>Carries out activities that are functions of Python modules: <c>module</c>, <c>func</c>, <c>arguments</c>, <c>secrets</c> (scopes).</summary>
[Provider("python")]
internal sealed class PythonProvider(EngineServices services) : IUndoProvider
{
    private readonly PythonInterpreter interpreter = PythonInterpreter.Of(services);
    private readonly NativeFunctions natives = services.Shared(static all => new NativeFunctions(all));

    /// <inheritdoc/>
    public ObjectShape Shape { get; } = new(
        "python", "Calls a function of a Python module; its output is what the function returns.",
        new("module", SomeText, "The module, such as `chaosk8s.pod.actions`.") { IsRequired = true },
        new("func", SomeText, "The function.") { IsRequired = true },
        new("arguments", ValueShape.Object.OrNull(), "Arguments by name. References are replaced."),
        new("secrets", Scopes, "The scopes of the secrets that the function is given."));

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken)
    {
        var provider = activity.Provider;
        if (!CallCheck.HasNames(provider, context))
        {
            return;
        }

        var module = provider["module"]!.Text!; // HasNames says so
        var func = provider["func"]!.Text!; // HasNames says so
        if (!context.MayCallCode)
        {
            if (natives.IsStandardLibrary(module) && natives.TryFind(module, func, out var known) && !PrefersInterpreter())
            {
                NativeFunctions.Validate(known, activity, context);
            }

            return;
        }

        try
        {
            if (await FindNativeAsync(module, func, cancellationToken).ConfigureAwait(false) is { } native)
            {
                NativeFunctions.Validate(native, activity, context);
                return;
            }

            var problems = await interpreter.AskAsync(
                "check",
                inBackground: false,
                request =>
                {
                    request.Add("module", module);
                    request.Add("func", func);
                    request.AddValue("arguments", provider["arguments"]?.Value ?? new JsonObject());
                },
                cancellationToken).ConfigureAwait(false);
            CallCheck.Report(problems, activity, context);
        }
        catch (InterpreterException exception)
        {
            context.Report(PythonDiagnostics.ModuleFails(provider["module"]!, exception.Message)); // HasNames says so
        }
        catch (InterpreterEndedException exception)
        {
            context.Report(PythonDiagnostics.ModuleFails(provider["module"]!, exception.Message)); // HasNames says so
        }
        catch (ChaosException exception)
        {
            context.Report(PythonDiagnostics.NoInterpreter(activity, exception));
        }
    }

    /// <inheritdoc/>
    public async Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var module = Value.AsText(call.Provider["module"]) ?? throw new ChaosException($"The provider of '{call.Name}' names no Python module.");
        var func = Value.AsText(call.Provider["func"]) ?? throw new ChaosException($"The provider of '{call.Name}' names no function.");
        if (await FindNativeAsync(module, func, cancellationToken).ConfigureAwait(false) is { } native)
        {
            return await NativeCall.Of(native, call).CallAsync(cancellationToken).ConfigureAwait(false);
        }

        var arguments = NativeCall.ArgumentsOf(call);
        try
        {
            var output = await interpreter.AskAsync(
                "call",
                call.InBackground,
                request =>
                {
                    request.Add("module", module);
                    request.Add("func", func);
                    request.AddValue("arguments", arguments);
                    request.AddDocument("configuration", call.Configuration, isLasting: true);
                    if (call.Provider.ContainsKey("secrets"))
                    {
                        request.AddValue("secrets", NativeCall.SecretsOf(call));
                    }

                    if (TraceContext.Current is { } trace)
                    {
                        request.Add("trace", [trace.Parent, trace.State ?? ""]);
                    }
                },
                cancellationToken).ConfigureAwait(false);
            return Wire.Read(output);
        }
        catch (InterpreterException exception)
        {
            throw exception.AsActivityFailure();
        }
        catch (InterpreterEndedException exception)
        {
            throw new ActivityFailedException($"{exception.Message} It was calling '{func}' of the module '{module}'.", exception);
        }
        catch (InterpreterMissingException)
        {
            throw new ChaosException($"The activity '{call.Name}' calls '{func}' of the Python module '{module}', but there is no Python interpreter. {InterpreterMissingException.Remedy}");
        }
    }

    /// <inheritdoc/>
    public bool MayHaveUndo(JsonObject provider) => NamesOf(provider) is var (module, func) && natives.TryFind(module, func, out var native) && native.HasUndo;

    /// <inheritdoc/>
    public async Task<JsonArray> UndoAsync(ActivityCall call, CancellationToken cancellationToken) =>
        MayHaveUndo(call.Provider) && NamesOf(call.Provider) is var (module, func) && await FindNativeAsync(module, func, cancellationToken).ConfigureAwait(false) is { } native
            ? await NativeCall.Of(native, call).UndoAsync(cancellationToken).ConfigureAwait(false)
            : [];

    private static (string Module, string Func)? NamesOf(JsonObject provider) =>
        Value.AsText(provider["module"]) is { } module && Value.AsText(provider["func"]) is { } func ? (module, func) : null;

    private async ValueTask<INativeFunction?> FindNativeAsync(string module, string func, CancellationToken cancellationToken)
    {
        if (!natives.TryFind(module, func, out var native) || PrefersInterpreter())
        {
            return null;
        }

        if (natives.IsStandardLibrary(module))
        {
            return interpreter.IsRunning ? null : native;
        }

        var isChosen = InterpreterChoice.Find(services) is { IsUsersChoice: true };
        return isChosen && await interpreter.HasModuleAsync(module, cancellationToken).ConfigureAwait(false) ? null : native;
    }

    private bool PrefersInterpreter() =>
        (Environment.GetEnvironmentVariable("CHAOS_PYTHON_PREFER") ?? Value.AsText((services.Settings?["python"] as JsonObject)?["prefer"])) == "bridge";
}
