using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
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
internal sealed class PythonProvider(EngineServices services) : IProvider
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
        var arguments = Arguments(call);
        if (await FindNativeAsync(module, func, cancellationToken).ConfigureAwait(false) is { } native)
        {
            return await native.CallAsync(arguments, new NativeContext(call.Configuration, Secrets(call)), cancellationToken).ConfigureAwait(false);
        }

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
                        request.AddValue("secrets", Secrets(call));
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

    private static JsonObject Arguments(ActivityCall call)
    {
        var written = call.Provider["arguments"];
        // Without anything to put in its place, even "$$" stays as it is.
        var arguments = (call.Configuration.Count > 0 || call.Secrets.Count > 0 ? Substitution.Apply(written, call.Configuration, call.Secrets) : written?.DeepClone()) switch
        {
            JsonObject members => members,
            null => [],
            var other => throw new ChaosException($"The arguments of '{call.Name}' are no object: {PythonText.Repr(other)}."),
        };
        foreach (var (name, value) in call.ExtraArguments ?? [])
        {
            arguments[name] = value?.DeepClone();
        }

        return arguments;
    }

    // One flat mapping, merged in the order in which the scopes are listed.
    private static JsonObject Secrets(ActivityCall call)
    {
        var scopes = call.Provider["secrets"] switch
        {
            JsonArray list => list.Select(Value.AsText),
            JsonObject members => members.Select(member => member.Key),
            var one => [Value.AsText(one)],
        };
        var merged = new JsonObject();
        foreach (var scope in scopes)
        {
            if (scope is not null && call.Secrets[scope] is JsonObject secrets)
            {
                foreach (var (name, value) in secrets)
                {
                    merged[name] = value?.DeepClone();
                }
            }
        }

        return merged;
    }

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
