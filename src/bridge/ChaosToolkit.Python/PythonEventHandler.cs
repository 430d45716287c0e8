using System.Text.Json;
using ChaosToolkit.Python.Interpreters;
using ChaosToolkit.Running;

namespace ChaosToolkit.Python;

/// <summary>Forwards the events of a run to the handlers that a Python control registered; only those events that one of them wants.</summary>
internal sealed class PythonEventHandler : IRunEventHandler
{
    private readonly PythonInterpreter interpreter;
    private volatile HashSet<string> events = [];

    internal PythonEventHandler(PythonInterpreter interpreter)
    {
        this.interpreter = interpreter;
        Number = interpreter.AddRegistry(Want);
    }

    /// <summary>The number of the handlers' registry on the wire.</summary>
    internal int Number { get; }

    /// <inheritdoc/>
    public async ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken)
    {
        if (!events.Contains(moment.Name))
        {
            return;
        }

        try
        {
            await interpreter.AskAsync(
                "event",
                inBackground: false,
                request =>
                {
                    request.Add("registry", Number);
                    request.Add("event", moment.Name);
                    // The experiment first: activities are then parts of it.
                    request.AddDocuments("arguments", moment.Arguments.OrderBy(argument => argument.Key == "experiment" ? 0 : 1));
                    request.AddUsedDocuments();
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (InterpreterException exception)
        {
            throw exception.AsControlFailure();
        }
    }

    /// <summary>Says which events there are handlers for.</summary>
    internal void Want(JsonElement names) => events = [.. names.EnumerateArray().Select(name => name.GetString() ?? "")];

}
