using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>One moment of a run, as the handlers that were registered for it hear of it.</summary>
/// <param name="Name">
/// The original's name: <c>started</c>, <c>running</c>, <c>finish</c>, <c>interrupted</c>, <c>signal_exit</c>, <c>start_continuous_hypothesis</c>,
/// <c>continuous_hypothesis_iteration</c>, <c>continuous_hypothesis_completed</c>, <c>start_hypothesis_before</c>, <c>hypothesis_before_completed</c>,
/// <c>start_hypothesis_after</c>, <c>hypothesis_after_completed</c>, <c>start_method</c>, <c>method_completed</c>, <c>start_rollbacks</c>,
/// <c>rollbacks_completed</c>, <c>start_cooldown</c>, <c>cooldown_completed</c>, <c>start_activity</c>, <c>activity_completed</c>.
/// </param>
/// <param name="Arguments">What the original hands to the handler's method, by parameter name: <c>experiment</c>, <c>journal</c>, <c>state</c>, <c>activity</c>, <c>run</c>, <c>iteration_index</c>, … Live.</param>
public sealed record RunEvent(string Name, IReadOnlyDictionary<string, JsonNode?> Arguments);

/// <summary>Hears the events of a run.</summary>
public interface IRunEventHandler
{
    /// <summary>Called for every event, in the order of registration. An exception is logged at DEBUG and ignored.</summary>
    /// <param name="moment">What happens.</param>
    /// <param name="cancellationToken">Cancelled when the run is to end, which goes on without a handler that does not.</param>
    ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken);
}

/// <summary>The events of a run and who hears them.</summary>
/// <param name="logger">Where failing handlers are told of.</param>
public sealed class RunEvents(ILogger logger)
{
    private readonly List<IRunEventHandler> handlers = [];

    /// <summary>Adds a handler; it hears what happens from now on.</summary>
    public void Register(IRunEventHandler handler) => handlers.Add(handler);

    internal bool HasHandlers => handlers.Count > 0;

    internal async Task RaiseAsync(RunEvent moment, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var handler in handlers.ToArray())
        {
            try
            {
                await Turn.TakeAsync(token => handler.HandleAsync(moment, token), time, cancellationToken);
            }
#pragma warning disable CA1031 // the edge to foreign code: a handler never disturbs the run
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.LogDebug(exception, "Event handler failed on '{Event}': {Reason}", moment.Name, exception.Message);
            }
        }
    }
}
