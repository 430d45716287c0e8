using System.Text.Json.Nodes;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Verdicts;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Providers.Http;

/// <summary>Makes an HTTP call and gives the answer's status, headers and body.</summary>
[Provider("http")]
internal sealed partial class HttpProvider(EngineServices services) : IProvider
{
    private readonly ILogger logger = services.Loggers.CreateLogger("chaostoolkit.provider.http");
    private readonly HttpConnections connections = services.Shared(_ => new HttpConnections());

    public ObjectShape Shape => HttpValidation.Shape;

    public bool MayBlock => false;

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken)
    {
        HttpValidation.Validate(activity.Provider, context);
        return ValueTask.CompletedTask;
    }

    public async Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var request = HttpCall.Of(call, services.VerifyTls, connections);
        var answer = await new HttpExchange(request, connections.For(request.Tls), services.Time).RunAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Status > 399 && !call.HasTolerance && !ExpectedStatus.Allows(call.Activity, answer.Status))
        {
            Log.ErrorStatus(logger);
        }

        return new JsonObject { ["status"] = answer.Status, ["headers"] = answer.Headers, ["body"] = answer.Body };
    }

    private static partial class Log
    {
        [LoggerMessage(
            3002,
            LogLevel.Warning,
            "This HTTP call returned a response with a HTTP status code above 400. This may indicate some error and not what you expected. Please have a look at the logs.")]
        public static partial void ErrorStatus(ILogger logger);
    }
}
