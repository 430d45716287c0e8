using System.Text.Json.Nodes;
using ChaosToolkit.Notifications;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;
using ChaosToolkit.Values;

namespace ChaosToolkit.Python;

/// <summary>Sends events to plugins that are functions of Python modules: <c>module</c>, <c>func</c> (<c>notify</c>). What they change in the payload the flow sees.</summary>
[Notifier("plugin")]
internal sealed class PythonNotifier(EngineServices services) : INotifier
{
    private readonly PythonInterpreter interpreter = PythonInterpreter.Of(services);

    /// <inheritdoc/>
    public async Task<bool> NotifyAsync(JsonObject channel, JsonObject notification, CancellationToken cancellationToken)
    {
        if (Value.AsText(channel["module"]) is not { Length: > 0 } module)
        {
            return false;
        }

        try
        {
            var problem = await interpreter.AskAsync("notify", inBackground: false, request => Write(request, module, channel, notification), cancellationToken).ConfigureAwait(false);
            return problem.ValueKind == System.Text.Json.JsonValueKind.String ? throw new ChaosException(problem.GetString() ?? "") : true;
        }
        catch (InterpreterException exception)
        {
            throw exception.Kind is "exit" or "keyboard" ? exception.AsControlFailure() : exception;
        }
    }

    private static void Write(Request request, string module, JsonObject channel, JsonObject notification)
    {
        request.Add("module", module);
        request.Add("func", Value.AsText(channel["func"]) ?? "notify");
        request.AddValue("channel", channel);
        var head = new JsonObject();
        foreach (var (name, value) in notification)
        {
            // The payload stands apart, for it is live; its place among the members is kept.
            head[name] = name == "payload" ? null : value?.DeepClone();
        }

        request.AddValue("event", head);
        request.AddDocument("payload", notification["payload"]);
        request.AddUsedDocuments();
    }
}
