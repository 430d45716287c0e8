using System.Text.Json.Nodes;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;

namespace ChaosToolkit.Prometheus;

/// <summary>What the probes do, whatever they are named by; the arguments are all there, by name.</summary>
internal sealed class PrometheusFunctions(PrometheusClient client)
{
    public async Task<JsonNode?> QueryAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) =>
        await client.QueryAsync(ServerOf(arguments, context), QueryOf(arguments), arguments["when"], TimeoutOf(arguments), cancellationToken).ConfigureAwait(false);

    public async Task<JsonNode?> QueryIntervalAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var (start, end) = (TimeWords.Read(arguments["start"], "start", client.Now), TimeWords.Read(arguments["end"], "end", client.Now));
        var step = Value.AsText(arguments["step"]) ?? (Value.AsDouble(arguments["step"]) is > 0 and var number ? PrometheusClient.NumberOf(number)
            : throw new ActivityFailedException($"The argument 'step' must be a number of seconds over 0, or a duration such as '15s'; {PythonText.Repr(arguments["step"])} is neither."));
        return await client.RangeAsync(ServerOf(arguments, context), QueryOf(arguments), start, end, step, TimeoutOf(arguments), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The mean of all values of the first series over a window that ends now.</summary>
    public async Task<JsonNode?> ComputeMeanAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        // So many values stand for the window.
        const int Values = 300;
        var query = QueryOf(arguments);
        var mean = MeanOf(arguments["mean_type"]);
        var (start, end) = (TimeWords.Read(arguments["window"], "window", client.Now), TimeWords.Read(Value.Text("now"), "window", client.Now));
        if (start >= end)
        {
            throw new ActivityFailedException($"The argument 'window' must reach into the past, such as '1d' or '5 minutes ago'; {PythonText.Repr(arguments["window"])} does not.");
        }

        var step = Math.Max((end - start) / Values, 0.001);
        var answer = await client.RangeAsync(ServerOf(arguments, context), query, start, end, PrometheusClient.NumberOf(step), null, cancellationToken).ConfigureAwait(false);
        var values = Samples.OfFirstSeries(answer);
        return values.Count == 0
            ? throw new ActivityFailedException($"The query '{query}' gave no values within the window, so there is no mean.")
            : Value.Float(mean(values));
    }

    /// <summary>The one number of a query: what a range or a number as tolerance can look at.</summary>
    public async Task<JsonNode?> QueryNumberAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var query = QueryOf(arguments);
        var answer = await client.QueryAsync(ServerOf(arguments, context), query, arguments["when"], TimeoutOf(arguments), cancellationToken).ConfigureAwait(false);
        return Value.Float(Samples.OneOf(answer, query));
    }

    private static PrometheusServer ServerOf(JsonObject arguments, NativeContext context) => PrometheusServer.Of(
        arguments["api_url"], context.Configuration, context.Secrets, Value.AsBoolean(arguments["verify_tls"]) ?? true);

    private static string QueryOf(JsonObject arguments) => Value.AsText(arguments["query"]) is { Length: > 0 } query
        ? query
        : throw new ActivityFailedException($"The argument 'query' must be text: an expression in PromQL. {PythonText.Repr(arguments["query"])} is none.");

    private static double? TimeoutOf(JsonObject arguments) => arguments["timeout"] is not { } written ? null
        : Value.AsDouble(written) ?? throw new ActivityFailedException($"The argument 'timeout' must be a number of seconds over 0; {PythonText.Repr(written)} is not.");

    private static Func<IReadOnlyList<double>, double> MeanOf(JsonNode? type) => Value.AsText(type) switch
    {
        null or "arithmetic" => values => values.Average(),
        "geometric" => values => Math.Exp(values.Average(Math.Log)),
        "harmonic" => values => values.Count / values.Sum(value => 1 / value),
        var other => throw new ActivityFailedException($"There is no 'mean_type' '{other}'. It is one of: arithmetic, geometric, harmonic."),
    };
}
