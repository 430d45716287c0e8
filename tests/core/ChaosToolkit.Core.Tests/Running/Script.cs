using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Running;

/// <summary>What the activities and controls of type <c>scripted</c> do in one run, and what they were asked to do.</summary>
internal sealed class Script
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> started = new();
    private readonly ConcurrentQueue<string> calls = new();

    /// <summary>What an activity does, by its name; another one gives its provider's <c>returns</c>.</summary>
    public Dictionary<string, Func<ActivityCall, CancellationToken, Task<JsonNode?>>> Activities { get; } = [];

    /// <summary>What a look for what takes an action back gives, by the action's name; another one gives an activity that does nothing.</summary>
    public Dictionary<string, Func<CancellationToken, Task<JsonArray>>> Looks { get; } = [];

    /// <summary>What a control does, by <c>NAME moment level</c> (<c>c before activity</c>); another one does nothing.</summary>
    public Dictionary<string, Func<ControlContext, CancellationToken, ValueTask>> Controls { get; } = [];

    /// <summary>The activities and callbacks in the order in which they were called.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    /// <summary>Completes when an activity has started.</summary>
    public Task StartedAsync(string activity) => Signal(activity).Task;

    /// <summary>Lets an activity run until it is cancelled.</summary>
    public void Hangs(string activity) => Activities[activity] = async (_, cancellationToken) =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null;
    };

    /// <summary>Lets an activity run for ever, whatever it is told.</summary>
    public void IsDeaf(string activity) => Activities[activity] = (_, _) => new TaskCompletionSource<JsonNode?>().Task;

    /// <summary>Lets an activity throw.</summary>
    public void Throws(string activity, Func<Exception> exception) => Activities[activity] = (_, _) => throw exception();

    /// <summary>Lets an activity run until the given source completes; the time is not the engine's.</summary>
    public TaskCompletionSource WaitsFor(string activity)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Activities[activity] = async (_, cancellationToken) =>
        {
            await source.Task.WaitAsync(cancellationToken);
            return null;
        };
        return source;
    }

    /// <summary>What an activity gives.</summary>
    public static Task<JsonNode?> Output(JsonNode? output) => Task.FromResult(output);

    public Task<JsonNode?> CallAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        calls.Enqueue(call.Name);
        Signal(call.Name).TrySetResult();
        return Activities.TryGetValue(call.Name, out var does) ? does(call, cancellationToken) : Task.FromResult(call.Provider["returns"]?.DeepClone());
    }

    public Task<JsonArray> LookAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        calls.Enqueue($"look {call.Name}");
        Signal($"look {call.Name}").TrySetResult();
        return Looks.TryGetValue(call.Name, out var looks) ? looks(cancellationToken) : Task.FromResult(Undo([]));
    }

    /// <summary>What takes an action back, with arguments.</summary>
    public static JsonArray Undo(JsonObject arguments) => [new JsonObject { ["provider"] = new JsonObject { ["type"] = "scripted", ["arguments"] = arguments } }];

    public ValueTask CallAsync(string control, string moment, ControlContext context, CancellationToken cancellationToken)
    {
        var call = $"{control} {moment}";
        calls.Enqueue(call);
        Signal(call).TrySetResult();
        return Controls.TryGetValue(call, out var does) ? does(context, cancellationToken) : ValueTask.CompletedTask;
    }

    private TaskCompletionSource Signal(string name) => started.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Activities that do what the run's <see cref="Script"/> says.</summary>
[Provider("scripted")]
internal class ScriptedProvider(EngineServices services) : IProvider
{
    private readonly Script script = services.Shared(_ => new Script());

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken) => script.CallAsync(call, cancellationToken);
}

/// <summary>The same, and what it does it does where it is called.</summary>
[Provider("immediate")]
internal sealed class ImmediateProvider(EngineServices services) : ScriptedProvider(services), IProvider
{
    public bool MayBlock => false;
}

/// <summary>The same, and it knows how each action is taken back.</summary>
[Provider("knowing")]
internal sealed class KnowingProvider(EngineServices services) : IUndoProvider
{
    private readonly Script script = services.Shared(_ => new Script());

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken) => script.CallAsync(call, cancellationToken);

    public bool MayHaveUndo(JsonObject provider) => true;

    public Task<JsonArray> UndoAsync(ActivityCall call, CancellationToken cancellationToken) => script.LookAsync(call, cancellationToken);
}

/// <summary>Controls that write down their callbacks and do what the run's <see cref="Script"/> says.</summary>
[ControlProvider("scripted")]
internal sealed class ScriptedControlProvider(EngineServices services) : IControlProvider
{
    private readonly Script script = services.Shared(_ => new Script());

    public ValueTask ValidateAsync(DocumentNode control, ValidationContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IControl?> LoadAsync(JsonObject control, CancellationToken cancellationToken) => new(new ScriptedControl(script, (string?)control["name"] ?? ""));

    private sealed class ScriptedControl(Script script, string name) : IControl
    {
        public ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken) => script.CallAsync(name, "configure", context, cancellationToken);

        public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken) => script.CallAsync(name, $"before {LevelOf(context)}", context, cancellationToken);

        public ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken) => script.CallAsync(name, $"after {LevelOf(context)}", context, cancellationToken);

        public ValueTask CleanupAsync(ControlContext context, CancellationToken cancellationToken) => script.CallAsync(name, "cleanup", context, cancellationToken);

        private static string LevelOf(ControlContext context) => context.Level.ToString().ToLowerInvariant();
    }
}
