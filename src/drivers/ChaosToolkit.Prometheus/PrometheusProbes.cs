using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;

namespace ChaosToolkit.Prometheus;

/// <summary>The probes for the provider <c>dotnet</c>, and for discovery.</summary>
public static class PrometheusProbes
{
    private const string Module = "chaosprometheus.probes";

    private static readonly Lazy<PrometheusFunctions> Functions = new(() => new(new PrometheusClient(TimeProvider.System)));

    /// <summary>Asks for the value of a query at one moment and gives Prometheus' answer as it is.</summary>
    /// <param name="query">The query in PromQL.</param>
    /// <param name="when">The moment: RFC 3339, seconds since 1970, or words such as <c>5 minutes ago</c>; the server's now when not given.</param>
    /// <param name="timeout">How long it may take, in seconds; the server's own limit when not given.</param>
    /// <param name="verifyTls">Whether the server's certificate must be right.</param>
    /// <param name="configuration">The configuration; <c>prometheus_base_url</c> says where the server is.</param>
    /// <param name="secrets">The secrets: <c>token</c>, or <c>username</c> and <c>password</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ActivityFailedException">There was no answer, or it says that the query failed.</exception>
    [Probe(Module = Module, Func = "query")]
    public static Task<JsonNode?> QueryAsync(
        string query, JsonNode? when = null, double? timeout = null, bool verifyTls = true, JsonObject? configuration = null, JsonObject? secrets = null, CancellationToken cancellationToken = default) =>
        Functions.Value.QueryAsync(
            new JsonObject { ["query"] = query, ["when"] = when?.DeepClone(), ["timeout"] = timeout, ["verify_tls"] = verifyTls },
            ContextOf(configuration, secrets),
            cancellationToken);

    /// <summary>Asks for the values of a query between two moments and gives Prometheus' answer as it is.</summary>
    /// <param name="query">The query in PromQL.</param>
    /// <param name="start">The first moment: RFC 3339, seconds since 1970, or words such as <c>5 minutes ago</c>.</param>
    /// <param name="end">The last moment, written as <paramref name="start"/>.</param>
    /// <param name="step">The time between two values: a number of seconds, or a duration such as <c>15s</c>; 1 second when not given.</param>
    /// <param name="timeout">How long it may take, in seconds; the server's own limit when not given.</param>
    /// <param name="verifyTls">Whether the server's certificate must be right.</param>
    /// <param name="configuration">The configuration; <c>prometheus_base_url</c> says where the server is.</param>
    /// <param name="secrets">The secrets: <c>token</c>, or <c>username</c> and <c>password</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ActivityFailedException">There was no answer, or it says that the query failed.</exception>
    [Probe(Module = Module, Func = "query_interval")]
    public static Task<JsonNode?> QueryIntervalAsync(
        string query, JsonNode start, JsonNode end, JsonNode? step = null, double? timeout = null, bool verifyTls = true,
        JsonObject? configuration = null, JsonObject? secrets = null, CancellationToken cancellationToken = default) =>
        Functions.Value.QueryIntervalAsync(
            new JsonObject
            {
                ["query"] = query,
                ["start"] = start?.DeepClone(),
                ["end"] = end?.DeepClone(),
                ["step"] = step?.DeepClone() ?? Value.Integer(1),
                ["timeout"] = timeout,
                ["verify_tls"] = verifyTls,
            },
            ContextOf(configuration, secrets),
            cancellationToken);

    /// <summary>Gives the mean of a query's first series over a window that ends now.</summary>
    /// <param name="query">The query in PromQL.</param>
    /// <param name="window">How far back: <c>1d</c>, <c>5 minutes ago</c>.</param>
    /// <param name="meanType"><c>arithmetic</c>, <c>geometric</c> or <c>harmonic</c>.</param>
    /// <param name="verifyTls">Whether the server's certificate must be right.</param>
    /// <param name="configuration">The configuration; <c>prometheus_base_url</c> says where the server is.</param>
    /// <param name="secrets">The secrets: <c>token</c>, or <c>username</c> and <c>password</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ActivityFailedException">There was no answer, it says that the query failed, or it holds no value.</exception>
    [Probe(Module = Module, Func = "compute_mean")]
    public static Task<JsonNode?> ComputeMeanAsync(
        string query, string window = "1d", string meanType = "arithmetic", bool verifyTls = true,
        JsonObject? configuration = null, JsonObject? secrets = null, CancellationToken cancellationToken = default) =>
        Functions.Value.ComputeMeanAsync(
            new JsonObject { ["query"] = query, ["window"] = window, ["mean_type"] = meanType, ["verify_tls"] = verifyTls },
            ContextOf(configuration, secrets),
            cancellationToken);

    private static NativeContext ContextOf(JsonObject? configuration, JsonObject? secrets) => new(configuration ?? [], secrets ?? []);
}
