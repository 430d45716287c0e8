using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Extensions.Binding;

namespace ChaosToolkit.Controls;

/// <summary>The part of a run that a control is called around.</summary>
public enum ControlLevel
{
    /// <summary>The loading of the experiment; global controls only.</summary>
    Loading,

    /// <summary>The whole experiment.</summary>
    Experiment,

    /// <summary>The steady-state hypothesis, each time it is checked.</summary>
    Hypothesis,

    /// <summary>The method.</summary>
    Method,

    /// <summary>The rollbacks.</summary>
    Rollback,

    /// <summary>One activity, of the hypothesis, the method or the rollbacks.</summary>
    Activity,
}

/// <summary>A control that is ready to be called.</summary>
/// <remarks>
/// What a callback changes in the documents of its context the run sees. An exception is logged at DEBUG and ignored; an <see cref="InterruptExecutionException"/>
/// interrupts the run. Callbacks for background activities may come at the same time.
/// </remarks>
public interface IControl
{
    /// <summary>Called once, before anything else.</summary>
    ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called before the part of the run that <see cref="ControlContext.Level"/> names.</summary>
    ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called after it, however it ended; <see cref="ControlContext.State"/> is its result.</summary>
    ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called once, at the end.</summary>
    ValueTask CleanupAsync(ControlContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>What a control's callback is given. The documents are live: what is changed in them, the run sees.</summary>
public sealed class ControlContext
{
    /// <summary>The part of the run; <see cref="ControlLevel.Experiment"/> for configure and cleanup.</summary>
    public required ControlLevel Level { get; init; }

    /// <summary>The control's declaration.</summary>
    public required JsonObject Control { get; init; }

    /// <summary>The experiment, hypothesis or activity (for the method and the rollbacks: the experiment); the source's path while loading.</summary>
    public JsonNode? Context { get; init; }

    /// <summary>
    /// The result, in an after-callback: the journal, a state of the hypothesis, a list of runs, a run; the experiment while loading. A callback may put another one in its place.
    /// </summary>
    public JsonNode? State { get; set; }

    /// <summary>The experiment; <see langword="null"/> while loading.</summary>
    public JsonObject? Experiment { get; init; }

    /// <summary>The resolved configuration.</summary>
    public required JsonObject Configuration { get; init; }

    /// <summary>The resolved secrets, by scope.</summary>
    public required JsonObject Secrets { get; init; }

    /// <summary>The settings; <see langword="null"/> without a settings file, and for <c>configure</c> of a control that is not global.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>The control's own arguments: as written for configure and cleanup, substituted for the other callbacks.</summary>
    public JsonObject? Arguments { get; init; }

    /// <summary>One of the <see cref="Arguments"/> as a value of a .NET type, made as those of probes and actions are.</summary>
    /// <typeparam name="T">A number, text, enumeration, <see cref="TimeSpan"/>, list, record, …</typeparam>
    /// <param name="name">Its name; letter case and separators do not count.</param>
    /// <param name="defaultValue">What is given where the declaration has no such argument.</param>
    /// <exception cref="ChaosException">The argument is not what <typeparamref name="T"/> is made of; in <c>configure</c>, perhaps because its references are not replaced yet.</exception>
    public T Argument<T>(string name, T defaultValue)
    {
        foreach (var (key, value) in Arguments ?? [])
        {
            if (ExtensionNames.Loose(key) == ExtensionNames.Loose(name))
            {
                try
                {
                    return (T)TypeBindings.Bind(value, typeof(T), allowsNull: default(T) is null, BindingPath.Of(key))!; // null only where T allows it
                }
                catch (BindingException exception)
                {
                    throw new ChaosException(exception.Message, exception);
                }
            }
        }

        return defaultValue;
    }

    /// <summary>The events of the run, for <c>configure</c> to register handlers; <see langword="null"/> elsewhere.</summary>
    public Running.RunEvents? Events { get; init; }

    /// <summary>The run, for the engine's own controls; <see langword="null"/> while loading.</summary>
    internal Running.RunContext? Run { get; init; }
}
