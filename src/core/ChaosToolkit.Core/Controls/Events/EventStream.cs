using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.Events;

/// <summary>Brings the events of a run to where they go, and the last of them out.</summary>
internal sealed class EventStream(IEventSink sink, EngineServices services, string source, IReadOnlyCollection<string>? wanted, ILogger logger)
{
    private const string Last = "finish";

    private readonly CloudEventWriter writer = new(services.Mask, source, services.Time);
    private bool hasFailed;

    public async ValueTask HandleAsync(RunEvent moment)
    {
        if (!hasFailed && (wanted is null || wanted.Contains(moment.Name)))
        {
            try
            {
                sink.Add(writer.Write(moment));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                hasFailed = true;
                logger.LogWarning(exception, "Events of the run are lost from here on: {Reason}", exception.Message);
            }
        }

        if (moment.Name == Last)
        {
            await sink.DisposeAsync();
        }
    }
}
