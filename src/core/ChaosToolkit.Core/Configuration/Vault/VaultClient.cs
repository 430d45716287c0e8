using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration.Vault;

/// <summary>Reads secrets from Vault's key-value store, version 1 or 2, over its HTTP API. It logs in once, and reads each path once.</summary>
internal sealed class VaultClient(VaultOptions options, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = new(VaultTransport.Handler(options)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 16 * 1024 * 1024 };
    private readonly Dictionary<string, JsonObject> read = new(StringComparer.Ordinal);
    private readonly List<string> hidden = [.. new[] { options.Token, options.RoleSecret }.OfType<string>()];
    private string? token;

    private string At => $"Vault at {options.Address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}";

    /// <summary>Reads one value of a secret, or all of them.</summary>
    /// <param name="path">Where it lies below the mount point.</param>
    /// <param name="key">Which value; <see langword="null"/> for all as an object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidExperimentException">Vault does not give it.</exception>
    public async Task<JsonNode?> ReadAsync(string path, string? key, CancellationToken cancellationToken)
    {
        token ??= await LogInAsync(cancellationToken).ConfigureAwait(false);
        if (!read.TryGetValue(path, out var secret))
        {
            read[path] = secret = await ReadAllAsync(path, cancellationToken).ConfigureAwait(false);
        }

        return key is null ? secret
            : secret.TryGetPropertyValue(key, out var value) ? value
            : throw new InvalidExperimentException($"The secret '{path}' of {At} has no key '{key}'. It has: {string.Join(", ", secret.Select(member => member.Key))}.");
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<JsonObject> ReadAllAsync(string path, CancellationToken cancellationToken)
    {
        var place = $"{Escaped(options.SecretsMountPoint)}/{(options.IsVersion1 ? "" : "data/")}{Escaped(path)}";
        var what = $"read the secret '{path}' (v1/{place})";
        var (status, answer) = await SendAsync(HttpMethod.Get, place, null, what, cancellationToken).ConfigureAwait(false);
        if (status == HttpStatusCode.NotFound)
        {
            throw new InvalidExperimentException(
                $"{At} has no secret '{path}' (v1/{place}). Check 'path', 'vault_secrets_mount_point' ({options.SecretsMountPoint}) and 'vault_kv_version' ({(options.IsVersion1 ? 1 : 2)}).");
        }

        ThrowUnlessGood(status, answer, what, "Its policies must let this token read the path.");
        var data = options.IsVersion1 ? answer?["data"] : (answer?["data"] as JsonObject)?["data"];
        return data as JsonObject ?? throw new InvalidExperimentException(
            $"{At} gave nothing that can be read as the secret '{path}'. Check 'vault_kv_version' ({(options.IsVersion1 ? 1 : 2)}).");
    }

    private async Task<string> LogInAsync(CancellationToken cancellationToken)
    {
        if (options.Token is { } given)
        {
            return given;
        }

        if (options is { RoleId: { } id, RoleSecret: { } secret })
        {
            return await LogInAsync("auth/approle/login", new JsonObject { ["role_id"] = id, ["secret_id"] = secret }, "log in with the AppRole", cancellationToken)
                .ConfigureAwait(false);
        }

        if (options.ServiceAccountRole is { } role)
        {
            string jwt;
            try
            {
                jwt = (await File.ReadAllTextAsync(options.ServiceAccountTokenPath, cancellationToken).ConfigureAwait(false)).Trim();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InvalidExperimentException($"The service account's token '{options.ServiceAccountTokenPath}' cannot be read: {exception.Message}");
            }

            hidden.Add(jwt);
            var place = $"auth/{Escaped(options.KubernetesMountPoint)}/login";
            return await LogInAsync(place, new JsonObject { ["role"] = role, ["jwt"] = jwt }, $"log in with the service account role '{role}'", cancellationToken)
                .ConfigureAwait(false);
        }

        throw new InvalidExperimentException(
            "A secret is read from Vault, but the configuration says not how to log in. Add 'vault_token', 'vault_role_id' and 'vault_role_secret', or 'vault_sa_role'.");
    }

    private async Task<string> LogInAsync(string place, JsonObject body, string what, CancellationToken cancellationToken)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, place, body, what, cancellationToken).ConfigureAwait(false);
        ThrowUnlessGood(status, answer, what, $"Check the credentials and that v1/{place} is enabled.");
        var granted = Value.AsText((answer?["auth"] as JsonObject)?["client_token"])
            ?? throw new InvalidExperimentException($"{At} gave no token to {what}.");
        hidden.Add(granted);
        return granted;
    }

    private async Task<(HttpStatusCode Status, JsonObject? Answer)> SendAsync(HttpMethod method, string place, JsonObject? body, string what, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(options.Address, $"v1/{place}"));
        request.Headers.Add("X-Vault-Request", "true");
        Add("X-Vault-Token", token);
        Add("X-Vault-Namespace", options.Namespace);
        if (body is not null)
        {
            request.Content = new StringContent(JsonText.Of(body), Encoding.UTF8, "application/json");
        }

        using var bound = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
            return (response.StatusCode, ParsedJson.TryParse(text, out var answer) ? answer as JsonObject : null);
        }
        catch (HttpRequestException exception)
        {
            throw new InvalidExperimentException($"{At} could not be reached to {what}: {WithoutSecrets(exception.InnerException?.Message ?? exception.Message)}");
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidExperimentException($"{At} did not answer within {options.Timeout.TotalSeconds:0.###} s when asked to {what}.");
        }

        void Add(string header, string? value)
        {
            if (value is not null && !request.Headers.TryAddWithoutValidation(header, value))
            {
                throw new InvalidExperimentException($"The value for Vault's header {header} cannot be sent.");
            }
        }
    }

    private void ThrowUnlessGood(HttpStatusCode status, JsonObject? answer, string what, string help)
    {
        if ((int)status is >= 200 and < 300)
        {
            return;
        }

        var reasons = (answer?["errors"] as JsonArray)?.Select(Value.AsText).OfType<string>().Select(WithoutSecrets).ToList() ?? [];
        throw new InvalidExperimentException(
            $"{At} refused to {what}: status {(int)status}{(reasons.Count > 0 ? $" ({string.Join("; ", reasons).ReplaceLineEndings(" ")})" : "")}. {help}");
    }

    // What is shorter than 4 characters stands in too many innocent places.
    private string WithoutSecrets(string text) => hidden.Where(secret => secret.Length >= 4).Aggregate(text, (current, secret) => current.Replace(secret, "***"));

    private static string Escaped(string path) => string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));
}
