using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Python.Interpreters;

namespace ChaosToolkit.Python;

/// <summary>A control that is a Python module. Its callbacks are handed what they ask for by name, live; what it does not define costs nothing.</summary>
internal sealed class PythonControl : IControl
{
    private const string ConfigureCallback = "configure_control";

    private readonly PythonInterpreter interpreter;
    private readonly string module;
    private readonly Dictionary<string, string[]> wanted = new(StringComparer.Ordinal);
    private PythonEventHandler? handler;
    private Func<InterpreterProcess, CancellationToken, Task>? configureAgain;

    internal PythonControl(PythonInterpreter interpreter, string module, JsonElement callbacks)
    {
        this.interpreter = interpreter;
        this.module = module;
        foreach (var callback in callbacks.EnumerateObject())
        {
            wanted[callback.Name] = [.. callback.Value.EnumerateArray().Select(name => name.GetString() ?? "")];
        }
    }

    /// <inheritdoc/>
    public async ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (wanted.TryGetValue(ConfigureCallback, out var names) && names.Contains("event_registry") && context.Events is not null)
        {
            handler = new PythonEventHandler(interpreter);
            context.Events.Register(handler);
        }

        await CallAsync(ConfigureCallback, context, cancellationToken).ConfigureAwait(false);
        if (wanted.ContainsKey(ConfigureCallback))
        {
            configureAgain = async (process, token) =>
            {
                try
                {
                    await process.AskAsync("control", inBackground: false, request => Write(request, ConfigureCallback, context), token).ConfigureAwait(false);
                }
                catch (ChaosException)
                {
                    // It was configured once; that it fails now does not take it away.
                }
            };
            interpreter.AfterRestart(configureAgain);
        }
    }

    /// <inheritdoc/>
    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken) => CallAsync("before_" + Part(context.Level), context, cancellationToken);

    /// <inheritdoc/>
    public ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken) => CallAsync("after_" + Part(context.Level), context, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CleanupAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (configureAgain is not null)
        {
            interpreter.Forget(configureAgain);
        }

        await CallAsync("cleanup_control", context, cancellationToken).ConfigureAwait(false);
    }

    private static string Part(ControlLevel level) => level switch
    {
        ControlLevel.Loading => "loading_experiment_control",
        ControlLevel.Experiment => "experiment_control",
        ControlLevel.Hypothesis => "hypothesis_control",
        ControlLevel.Method => "method_control",
        ControlLevel.Rollback => "rollback_control",
        _ => "activity_control",
    };

    private async ValueTask CallAsync(string callback, ControlContext context, CancellationToken cancellationToken)
    {
        if (!wanted.ContainsKey(callback))
        {
            return;
        }

        try
        {
            var answer = await interpreter.AskAsync("control", inBackground: false, request => Write(request, callback, context), cancellationToken).ConfigureAwait(false);
            if (answer.ValueKind == JsonValueKind.Array)
            {
                handler?.Want(answer);
            }
        }
        catch (InterpreterException exception)
        {
            throw exception.AsControlFailure();
        }
    }

    private void Write(Request request, string callback, ControlContext context)
    {
        var names = wanted[callback];
        request.Add("module", module);
        request.Add("callback", callback);
        request.Add("wanted", names);
        request.AddValue("arguments", context.Arguments ?? new JsonObject());
        // The experiment first: context and state are then parts of it where they are.
        request.AddDocument("experiment", context.Experiment, isLasting: true);
        request.AddDocument("context", context.Context);
        foreach (var name in names)
        {
            switch (name)
            {
                case "configuration":
                    request.AddDocument(name, context.Configuration, isLasting: true);
                    break;
                case "secrets":
                    request.AddDocument(name, context.Secrets, isLasting: true);
                    break;
                case "settings":
                    request.AddDocument(name, context.Settings, isLasting: true);
                    break;
                case "state" when callback != ConfigureCallback:
                    request.AddDocument(name, context.State);
                    break;
                case "event_registry":
                    request.Add("registry", handler?.Number ?? 0);
                    break;
            }
        }

        request.AddUsedDocuments();
    }
}
