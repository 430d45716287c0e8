using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Extensions;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls;

/// <summary>The controls of a run: the global ones, those of the experiment, and which of them are called around what.</summary>
/// <param name="providers">Makes controls.</param>
/// <param name="services">The engine's services.</param>
public sealed class ControlSet(Catalog<IControlProvider> providers, EngineServices services)
{
    private readonly ILogger logger = services.Loggers.CreateLogger("ChaosToolkit.Controls.control");
    private readonly ControlAbsence absence = new(providers, services);
    private readonly Dictionary<JsonObject, string?> origins = new(ReferenceEqualityComparer.Instance);
    private readonly List<JsonObject> globals = [];
    private readonly Dictionary<JsonObject, IControl?> loaded = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JsonObject, bool> listeners = new(ReferenceEqualityComparer.Instance);
    private readonly List<(JsonObject Declaration, bool IsGlobal)> configured = [];

    /// <summary>Adds the global controls of the settings or of a control file: an object of declarations by name.</summary>
    /// <param name="declarations">The controls by their names.</param>
    /// <param name="origin">What they stand in, for messages: the path of a file.</param>
    public void AddGlobals(JsonObject declarations, string? origin = null)
    {
        foreach (var (name, value) in declarations)
        {
            if (value is JsonObject declaration)
            {
                var named = (JsonObject)declaration.DeepClone();
                named["name"] = name;
                origins[named] = origin;
                globals.Add(named);
            }
            else
            {
                logger.LogWarning("The control '{Control}'{Origin} is left out: it is no object with a 'provider'.", name, InWords(origin));
            }
        }
    }

    /// <summary>Calls the global controls around the loading of an experiment.</summary>
    /// <param name="source">The source as the user gave it.</param>
    /// <param name="load">Loads it.</param>
    /// <param name="stateOf">What the controls are shown of what was loaded.</param>
    /// <param name="cancellationToken">Ends the callbacks.</param>
    public async Task<T> AroundLoadingAsync<T>(string source, Func<Task<T>> load, Func<T, JsonNode?> stateOf, CancellationToken cancellationToken)
    {
        JsonNode? state = null;
        try
        {
            await CallAsync(globals, "before", declaration => LoadingContext(declaration, source, null), cancellationToken);
            var result = await load();
            state = stateOf(result);
            return result;
        }
        finally
        {
            await CallAsync(globals, "after", declaration => LoadingContext(declaration, source, state), cancellationToken);
        }
    }

    private ControlContext LoadingContext(JsonObject declaration, string source, JsonNode? state) => new()
    {
        Level = ControlLevel.Loading,
        Control = declaration,
        Context = Value.Text(source),
        State = state,
        Configuration = [],
        Secrets = [],
        Settings = services.Settings,
        Arguments = ArgumentsOf(declaration, [], []),
    };

    internal ControlScope Around(ControlLevel level, JsonObject context, RunContext run) => new(this, level, context, run, MayApply(context, run.Experiment)
        ? [.. Applying(level, context, run.Experiment).Where(declaration => !OnlyListens(declaration))]
        : []);

    // Most activities have none: nothing is gathered for them.
    private bool MayApply(JsonObject context, JsonObject experiment) => globals.Count > 0 || experiment.ContainsKey("controls") || context.ContainsKey("controls");

    /// <summary>Configures every control that is declared, each name once.</summary>
    internal async Task ConfigureAsync(RunContext run, CancellationToken cancellationToken)
    {
        foreach (var (declaration, isGlobal) in Declared(run.Experiment))
        {
            configured.Add((declaration, isGlobal));
            var control = await FindAsync(declaration, cancellationToken);
            if (control is null)
            {
                continue;
            }

            try
            {
                await Turn.TakeAsync(token => control.ConfigureAsync(run.ContextOf(declaration, isGlobal), token), services.Time, cancellationToken);
            }
            catch (Exception exception) when (IsIgnored(exception, cancellationToken))
            {
                logger.Log(
                    IsOfPython(declaration) ? LogLevel.Debug : LogLevel.Warning, exception, "Control '{Control}' failed to configure: {Reason}", NameOf(declaration), exception.Message);
                if (isGlobal)
                {
                    globals.Remove(declaration);
                    configured.RemoveAt(configured.Count - 1);
                }
            }
        }
    }

    /// <summary>Whether there is any control that could be called, and change what it is shown.</summary>
    internal bool HasAny(JsonObject experiment) => Declared(experiment).Any(one => !OnlyListens(one.Declaration));

    /// <summary>No control is called: another process called those of the run.</summary>
    internal bool IsSilent { get; init; }

    internal async Task CleanUpAsync(RunContext run, CancellationToken cancellationToken)
    {
        foreach (var (declaration, isGlobal) in configured)
        {
            if (loaded.GetValueOrDefault(declaration) is { } control)
            {
                try
                {
                    await Turn.TakeAsync(token => control.CleanupAsync(run.ContextOf(declaration, isGlobal), token), services.Time, cancellationToken);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    logger.LogDebug(exception, "Control '{Control}' failed to clean up: {Reason}", NameOf(declaration), exception.Message);
                }
            }
        }
    }

    /// <summary>Calls the controls one after the other; an interruption ends the turn of those that come behind.</summary>
    internal async Task CallAsync(IEnumerable<JsonObject> declarations, string moment, Func<JsonObject, ControlContext> contextOf, CancellationToken cancellationToken)
    {
        foreach (var declaration in declarations)
        {
            if (Value.AsText(declaration["scope"]) is { } scope && scope != moment)
            {
                continue;
            }

            if (await FindAsync(declaration, cancellationToken) is not { } control)
            {
                continue;
            }

            try
            {
                var context = contextOf(declaration);
                var state = context.State;
                await Turn.TakeAsync(
                    token => moment == "before" ? control.BeforeAsync(context, token) : control.AfterAsync(context, token), services.Time, cancellationToken);
                ReplacedState.Adopt(state, context.State);
            }
            catch (Exception exception) when (IsIgnored(exception, cancellationToken))
            {
                logger.LogDebug(exception, "Control '{Control}' failed: {Reason}", NameOf(declaration), exception.Message);
            }
        }
    }

    internal static JsonObject? ArgumentsOf(JsonObject declaration, JsonObject configuration, JsonObject secrets) =>
        (declaration["provider"] as JsonObject)?["arguments"] is JsonObject arguments ? Substitution.Apply(arguments, configuration, secrets) as JsonObject : null;

    internal static string NameOf(JsonObject declaration) => Value.AsText(declaration["name"]) ?? "";

    /// <summary>Which controls are called around a part of the run, in their order.</summary>
    internal List<JsonObject> Applying(ControlLevel level, JsonObject context, JsonObject experiment)
    {
        if (IsSilent)
        {
            return [];
        }

        var declared = ControlsOf(experiment).ToList();
        if (level == ControlLevel.Experiment)
        {
            return [.. globals, .. declared];
        }

        var automatic = declared.Where(control => Value.AsBoolean(control["automatic"]) != false);
        if (level is ControlLevel.Method or ControlLevel.Rollback)
        {
            return [.. globals, .. automatic];
        }

        var own = ControlsOf(context).Select(control => Dereference(control, declared)).OfType<JsonObject>().ToList();
        if (declared.Count == 0 && own.Count == 0)
        {
            return [.. globals];
        }

        var names = own.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return [.. automatic.Where(control => !names.Contains(NameOf(control))), .. globals.Where(control => !names.Contains(NameOf(control))), .. own];
    }

    private static JsonObject? Dereference(JsonObject control, List<JsonObject> declared) =>
        Value.AsText(control["ref"]) is { } name ? declared.Find(other => NameOf(other) == name) : control;

    private static IEnumerable<JsonObject> ControlsOf(JsonObject holder) => (holder["controls"] as JsonArray)?.OfType<JsonObject>() ?? [];

    internal IEnumerable<(JsonObject Declaration, bool IsGlobal)> Declared(JsonObject experiment)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hypothesis = experiment["steady-state-hypothesis"] as JsonObject;
        IEnumerable<JsonObject> holders =
        [
            experiment,
            .. hypothesis is null ? [] : (JsonObject[])[hypothesis],
            .. ActivitiesOf(hypothesis?["probes"]),
            .. ActivitiesOf(experiment["method"]),
            .. ActivitiesOf(experiment["rollbacks"]),
        ];
        return globals.ToArray().Select(declaration => (declaration, true))
            .Concat(holders.SelectMany(ControlsOf).Where(control => !control.ContainsKey("ref")).Select(declaration => (declaration, false)))
            .Where(entry => names.Add(NameOf(entry.Item1)));
    }

    private static IEnumerable<JsonObject> ActivitiesOf(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    // Looked up once a declaration: it is asked around each activity.
    private bool OnlyListens(JsonObject declaration)
    {
        if (!listeners.TryGetValue(declaration, out var onlyListens))
        {
            listeners[declaration] = onlyListens = declaration["provider"] is JsonObject provider && Value.AsText(provider["type"]) is { } type && Value.AsText(provider["module"]) is { } module
                && NativeControls.Find(providers, type, module) is DotnetControlProvider native && native.OnlyListens(module);
        }

        return onlyListens;
    }

    private async ValueTask<IControl?> FindAsync(JsonObject declaration, CancellationToken cancellationToken)
    {
        if (loaded.TryGetValue(declaration, out var control))
        {
            return control;
        }

        try
        {
            if (declaration["provider"] is JsonObject provider && Value.AsText(provider["type"]) is { } type && NativeControls.Find(providers, type, Value.AsText(provider["module"])) is { } maker)
            {
                control = await maker.LoadAsync(declaration, cancellationToken);
            }
        }
        catch (Exception exception) when (IsIgnored(exception, cancellationToken))
        {
            logger.Log(
                IsOfPython(declaration) ? LogLevel.Debug : LogLevel.Warning, exception, "Control '{Control}' could not be loaded: {Reason}", NameOf(declaration), exception.Message);
            return loaded[declaration] = null;
        }

        await WarnAsync(declaration, control is not null, cancellationToken);
        return loaded[declaration] = control;
    }

    private async Task WarnAsync(JsonObject declaration, bool isThere, CancellationToken cancellationToken)
    {
        var (isGlobal, name, origin) = (origins.TryGetValue(declaration, out var file), NameOf(declaration), InWords(file));
        if (!isThere && absence.ReasonFor(declaration, isGlobal) is { } reason)
        {
            logger.LogWarning("The control '{Control}'{Origin} is left out: {Reason}", name, origin, reason);
        }
        else if (isThere && isGlobal)
        {
            // Those of the experiment are checked with it.
            foreach (var problem in await absence.ProblemsOfAsync(declaration, cancellationToken))
            {
                logger.LogWarning("The control '{Control}'{Origin} is not as it must be: {Problem}", name, origin, problem);
            }
        }
    }

    private static string InWords(string? origin) => origin is null ? "" : $" of '{origin}'";

    // Of these the original says nothing: what its own control is to do without, a run does without in silence.
    private bool IsOfPython(JsonObject declaration) =>
        declaration["provider"] is JsonObject provider && Value.AsText(provider["type"]) is { } type && NativeControls.Find(providers, type, Value.AsText(provider["module"])) is not DotnetControlProvider;

    private static bool IsIgnored(Exception exception, CancellationToken cancellationToken) =>
        exception is not (InterruptExecutionException or ExitRequestedException or RunInterruptedException)
        && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
