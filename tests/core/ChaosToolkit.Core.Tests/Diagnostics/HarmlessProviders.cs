using System.Text.Json.Nodes;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Http;
using ChaosToolkit.Providers.Processes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Diagnostics;

/// <summary>Reads its definition as the real one does, validates as it does, and starts nothing.</summary>
[Provider("process")]
internal sealed class HarmlessProcess : IProvider
{
    public ObjectShape Shape => ProcessValidation.Shape;

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken)
    {
        ProcessValidation.Validate(activity.Provider, context);
        return ValueTask.CompletedTask;
    }

    public Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        _ = ProcessCommand.Of(call);
        _ = TimeLimit.Read(call.Provider["timeout"]);
        return Task.FromResult<JsonNode?>(new JsonObject { ["status"] = 0, ["stdout"] = "42", ["stderr"] = "" });
    }
}

/// <summary>Reads its definition as the real one does, validates as it does, and calls nobody.</summary>
[Provider("http")]
internal sealed class HarmlessHttp : IProvider
{
    private static readonly HttpConnections Connections = new();

    public ObjectShape Shape => HttpValidation.Shape;

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken)
    {
        HttpValidation.Validate(activity.Provider, context);
        return ValueTask.CompletedTask;
    }

    public Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        _ = HttpCall.Of(call, verifyTls: true, Connections);
        return Task.FromResult<JsonNode?>(new JsonObject { ["status"] = 200, ["headers"] = new JsonObject { ["Server"] = "none" }, ["body"] = new JsonArray(1, 2.5, "x") });
    }
}

/// <summary>Gives back what it is given.</summary>
[Provider("python")]
internal sealed class HarmlessPython : IProvider
{
    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken) => Task.FromResult(ValueCopy.Of(call.Provider["arguments"]));
}
