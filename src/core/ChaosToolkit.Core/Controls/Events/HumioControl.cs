using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Extensions;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.Events;

/// <summary>Sends the events of the run to Humio's ingest API. Its token stands in the secrets, as <c>humio.token</c>; without one it does nothing.</summary>
[Control(Module = "chaos.controls.humio")]
[PythonModule("chaoshumio.control")]
internal sealed class HumioControl(EngineServices services, ILogger logger) : IControl, IRunEventHandler, IListener
{
    private const string Cloud = "https://cloud.humio.com";

    private EventStream? stream;

    public ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (Text(context.Secrets["humio"] as JsonObject, "token") is not { Length: > 0 } token)
        {
            logger.LogDebug("There is no secret 'token' in the scope 'humio', so nothing is sent to Humio.");
            return ValueTask.CompletedTask;
        }

        var arguments = Substitution.Apply(context.Arguments, context.Configuration, context.Secrets) as JsonObject;
        var address = Text(arguments, "url") ?? Text(context.Configuration, "humio_url") ?? Cloud;
        if (!Uri.TryCreate(address.TrimEnd('/') + "/api/v1/ingest/humio-structured", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            logger.LogWarning("Nothing is sent to Humio: '{Url}' is no http or https address.", address);
            return ValueTask.CompletedTask;
        }

        var options = new HttpEventOptions(url)
        {
            Headers = [KeyValuePair.Create("Authorization", $"Bearer {token}")],
            MediaType = "application/json",
            Envelope = EventBatch.ForHumio,
            VerifyTls = services.VerifyTls,
        };
        var timeout = Value.AsDouble(arguments?["timeout"]) is { } seconds and > 0 and < 4_000_000 ? TimeSpan.FromSeconds(seconds) : options.Timeout;
        stream = new EventStream(new HttpEventSink(options with { Timeout = timeout }, services.Time, logger), services, "chaostoolkit", null, logger);
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken) => stream?.HandleAsync(moment) ?? ValueTask.CompletedTask;

    private static string? Text(JsonObject? members, string name) => Value.AsText(members?[name])?.Trim();
}
