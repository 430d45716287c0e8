using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Prometheus;

/// <summary>Asks Prometheus' HTTP API.</summary>
/// <param name="time">The clock that words such as <c>5 minutes ago</c> start from, and its timers.</param>
internal sealed class PrometheusClient(TimeProvider time) : IDisposable
{
    // How long an answer may take where nothing is written. In seconds.
    private const double DefaultPatience = 60;

    // What a server that ends a query at its own time-out gets to say so. In seconds.
    private const double Grace = 2;

    private readonly HttpClient verifying = New(verifies: true);
    private readonly Lazy<HttpClient> trusting = new(() => New(verifies: false));

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Asks for the value of a query at one moment.</summary>
    /// <param name="server">Whom.</param>
    /// <param name="query">The query in PromQL.</param>
    /// <param name="when">The moment; <see langword="null"/> for the server's now.</param>
    /// <param name="timeout">How long it may take. In seconds; <see langword="null"/> for the server's own limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Prometheus' whole answer.</returns>
    /// <exception cref="ActivityFailedException">There was none, or it says that the query failed.</exception>
    public Task<JsonObject> QueryAsync(PrometheusServer server, string query, JsonNode? when, double? timeout, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> parameters = [new("query", query)];
        if (PythonComparison.IsTrue(when))
        {
            parameters.Add(new("time", NumberOf(TimeWords.Read(when, "when", Now))));
        }

        return AskAsync(server, "query", parameters, query, timeout, cancellationToken);
    }

    /// <summary>Asks for the values of a query between two moments, every <paramref name="step"/>.</summary>
    /// <param name="server">Whom.</param>
    /// <param name="query">The query in PromQL.</param>
    /// <param name="start">The first moment. In seconds since 1970.</param>
    /// <param name="end">The last moment. In seconds since 1970.</param>
    /// <param name="step">A number of seconds, or a duration as Prometheus has them (<c>15s</c>).</param>
    /// <param name="timeout">How long it may take. In seconds; <see langword="null"/> for the server's own limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Prometheus' whole answer.</returns>
    /// <exception cref="ActivityFailedException">There was none, or it says that the query failed.</exception>
    public Task<JsonObject> RangeAsync(PrometheusServer server, string query, double start, double end, string step, double? timeout, CancellationToken cancellationToken) =>
        AskAsync(server, "query_range", [new("query", query), new("start", NumberOf(start)), new("end", NumberOf(end)), new("step", step)], query, timeout, cancellationToken);

    public void Dispose()
    {
        verifying.Dispose();
        if (trusting.IsValueCreated)
        {
            trusting.Value.Dispose();
        }
    }

    internal static string NumberOf(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private async Task<JsonObject> AskAsync(
        PrometheusServer server, string resource, List<KeyValuePair<string, string>> parameters, string query, double? timeout, CancellationToken cancellationToken)
    {
        if (timeout is <= 0 or > 1_000_000 or double.NaN)
        {
            throw new ActivityFailedException($"The argument 'timeout' must be a number of seconds over 0; {timeout} is not.");
        }

        if (timeout is { } limit)
        {
            parameters.Add(new("timeout", NumberOf(limit)));
        }

        var patience = timeout + Grace ?? DefaultPatience;
        using var timer = new CancellationTokenSource(TimeSpan.FromSeconds(patience), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.At(resource, parameters));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = server.Authorization;
        try
        {
            using var response = await (server.VerifiesTls ? verifying : trusting.Value).SendAsync(request, either.Token).ConfigureAwait(false);
            return Read(server, query, response.StatusCode, await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ActivityFailedException($"{server.Display} did not answer within {NumberOf(patience)} seconds.");
        }
        catch (HttpRequestException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ActivityFailedException(
                $"{server.Display} cannot be asked: {(exception.InnerException ?? exception).Message.TrimEnd('.')}. Check the configuration 'prometheus_base_url' (or the argument 'api_url').", exception);
        }
    }

    private static JsonObject Read(PrometheusServer server, string query, HttpStatusCode status, string body)
    {
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new ActivityFailedException(
                $"{server.Display} refused the credentials (HTTP {(int)status}). The provider must list a scope of secrets that has a 'token', or a 'username' and a 'password'.");
        }

        JsonObject? answer = null;
        try
        {
            answer = JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            // said below
        }

        if (status == HttpStatusCode.OK && Value.AsText(answer?["status"]) == "success" && answer is not null)
        {
            return answer;
        }

        throw new ActivityFailedException(Value.AsText(answer?["error"]) is { } error
            ? $"{server.Display} could not answer the query '{query}': {error} ({Value.AsText(answer?["errorType"]) ?? "error"}, HTTP {(int)status})."
            : $"{server.Display} gave no answer of Prometheus' API (HTTP {(int)status}). Check the configuration 'prometheus_base_url' (or the argument 'api_url').");
    }

    private static HttpClient New(bool verifies)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(30), AllowAutoRedirect = false };
        if (!verifies)
        {
#pragma warning disable CA5359 // the experiment asks for it
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 64 * 1024 * 1024 };
    }
}
