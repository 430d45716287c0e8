using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Http;

/// <summary>The request of an http provider, references replaced.</summary>
internal sealed class HttpCall
{
    private const string Json = "application/json", Form = "application/x-www-form-urlencoded";

    /// <summary>How long a call may take where nothing is written: the original would wait for ever.</summary>
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(300);

    private static readonly SearchValues<char> MethodCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~");

    private static readonly string UserAgent = $"chaostoolkit-dotnet/{typeof(HttpCall).Assembly.GetName().Version?.ToString(3)}";

    public required HttpMethod Method { get; init; }

    public required HttpAddress Address { get; init; }

    /// <summary>All headers in the order they are sent.</summary>
    public required List<KeyValuePair<string, string>> Headers { get; init; }

    public byte[]? Body { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan ReadTimeout { get; init; }

    public int Retries { get; init; }

    public required TlsSettings Tls { get; init; }

    /// <exception cref="ActivityFailedException">What is written makes no request.</exception>
    public static HttpCall Of(ActivityCall call, bool verifyTls, HttpConnections connections)
    {
        var provider = call.Provider;
        var url = PythonText.Of(Substitute(call, "url"));
        var name = (Value.AsText(provider["method"]) ?? "GET").ToUpperInvariant();
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(MethodCharacters))
        {
            throw new ActivityFailedException($"'{name}' is no HTTP method.");
        }

        var arguments = ArgumentsOf(call);
        var headers = HeadersOf(Substitute(call, "headers"));
        var isGet = name == "GET";
        var (body, type) = isGet ? (null, null) : BodyOf(arguments, headers);
        if (type is not null && !Has(headers, "Content-Type"))
        {
            headers.Add(new("Content-Type", type));
        }

        var address = connections.AddressOf(url, isGet ? HttpArguments.Encode(arguments) : "");
        if (address.Credentials is not null)
        {
            headers.RemoveAll(header => Is(header, "Authorization"));
            headers.Add(new("Authorization", address.Credentials));
        }

        var (connect, read) = TimeoutOf(Substitute(call, "timeout"));
        return new()
        {
            Method = HttpMethod.Parse(name),
            Address = address,
            Headers = headers,
            Body = body ?? (name is "GET" or "HEAD" ? null : []),
            ConnectTimeout = connect,
            ReadTimeout = read,
            Retries = Value.KindOf(provider["max_retries"]) == ValueKind.Integer ? (int)BigInteger.Clamp(Value.AsInteger(provider["max_retries"]), 0, 1000) : 0,
            Tls = TlsSettings.Of(Substitute(call, "verify_tls"), Substitute(call, "cert"), verifyTls, connections.Variable),
        };
    }

    public static bool Is(KeyValuePair<string, string> header, string name) => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Has(List<KeyValuePair<string, string>> headers, string name) => headers.Exists(header => Is(header, name));

    private static JsonNode? Substitute(ActivityCall call, string member) => Substitution.Apply(call.Provider[member], call.Configuration, call.Secrets);

    private static JsonNode? ArgumentsOf(ActivityCall call)
    {
        // A '$' in arguments is safe where there is nothing that it could stand for.
        var arguments = call.Configuration.Count > 0 || call.Secrets.Count > 0 ? Substitute(call, "arguments") : call.Provider["arguments"];
        if (call.ExtraArguments is not { } extra || arguments is not (null or JsonObject))
        {
            return arguments;
        }

        var all = ValueCopy.Of(arguments) as JsonObject ?? [];
        foreach (var (name, value) in extra)
        {
            all[name] = ValueCopy.Of(value);
        }

        return all;
    }

    private static (byte[]? Body, string? Type) BodyOf(JsonNode? arguments, List<KeyValuePair<string, string>> headers)
    {
        if (arguments is not null && headers.Exists(header => Is(header, "Content-Type") && header.Value == Json))
        {
            return (JsonText.BytesOf(arguments), null);
        }

        if (!PythonComparison.IsTrue(arguments))
        {
            return (null, null);
        }

        if (Value.AsBytes(arguments) is { } bytes)
        {
            return (bytes, null);
        }

        return (Encoding.UTF8.GetBytes(HttpArguments.Encode(arguments)), arguments is JsonObject or JsonArray ? Form : null);
    }

    private static List<KeyValuePair<string, string>> HeadersOf(JsonNode? written)
    {
        var headers = new List<KeyValuePair<string, string>>
        {
            new("User-Agent", UserAgent), new("Accept-Encoding", "gzip, deflate, br"), new("Accept", "*/*"), new("Connection", "keep-alive"),
        };
        if (written is not (null or JsonObject))
        {
            throw new ActivityFailedException("The headers of an HTTP call must be an object of names and values.");
        }

        if (written is not JsonObject members)
        {
            return headers;
        }

        foreach (var (name, value) in members)
        {
            headers.RemoveAll(header => Is(header, name));
            if (value is not null)
            {
                var text = PythonText.Of(value);
                headers.Add(text.AsSpan().IndexOfAny("\r\n\0") < 0
                    ? new(name, text)
                    : throw new ActivityFailedException($"The value of the header '{name}' holds a line break, which HTTP does not allow."));
            }
        }

        return headers;
    }

    private static (TimeSpan Connect, TimeSpan Read) TimeoutOf(JsonNode? written) => written switch
    {
        null => (DefaultPatience, DefaultPatience),
        JsonArray { Count: 2 } pair => (TimeOf(pair[0]), TimeOf(pair[1])),
        JsonArray => throw new ActivityFailedException("A timeout that is a list must hold two numbers: [connect, read]."),
        _ => (TimeOf(written), TimeOf(written)),
    };

    private static TimeSpan TimeOf(JsonNode? written) => written is null
        ? DefaultPatience
        : TimeLimit.Read(written) ?? throw new ActivityFailedException($"The timeout of an HTTP call must be a number of seconds above zero, not {PythonText.Repr(written)}.");
}
