using System.Text.Json;
using ChaosToolkit.Tls;

namespace ChaosToolkit.Wire;

/// <summary>The <c>listen_tls</c> and <c>upstream_tls</c> of a proxy. Of the key not even the path is answered.</summary>
internal static class TlsJson
{
    private const string Listen = "listen_tls";
    private const string Upstream = "upstream_tls";

    /// <summary>The TLS towards clients; <see langword="null"/> when none is given.</summary>
    /// <exception cref="ApiException">It lacks something.</exception>
    public static ListenTls? ReadListen(JsonElement body)
    {
        if (Member(body, Listen) is not { } tls)
        {
            return null;
        }

        var read = new ListenTls { CertificateFile = Text(tls, Listen, "certificate"), KeyFile = Text(tls, Listen, "key"), Alpn = Alpn(tls, Listen) };
        return read.CertificateFile.Length == 0 ? throw Missing("certificate") : read.KeyFile.Length == 0 ? throw Missing("key") : read;
    }

    /// <summary>The TLS towards the upstream; <see langword="null"/> when none is given.</summary>
    /// <exception cref="ApiException">Something is of the wrong type.</exception>
    public static UpstreamTls? ReadUpstream(JsonElement body) => Member(body, Upstream) is not { } tls ? null : new UpstreamTls
    {
        ServerName = Text(tls, Upstream, "server_name"),
        AuthoritiesFile = Text(tls, Upstream, "ca"),
        Insecure = JsonBody.Truth(tls, Upstream, "insecure") ?? false,
        Alpn = Alpn(tls, Upstream),
    };

    public static void Write(Utf8JsonWriter json, ListenTls? listen, UpstreamTls? upstream)
    {
        if (listen is not null)
        {
            json.WriteStartObject(Listen);
            json.WriteString("certificate", listen.CertificateFile);
            Write(json, "alpn", listen.Alpn);
            json.WriteEndObject();
        }

        if (upstream is not null)
        {
            json.WriteStartObject(Upstream);
            Write(json, "server_name", upstream.ServerName);
            Write(json, "ca", upstream.AuthoritiesFile);
            if (upstream.Insecure)
            {
                json.WriteBoolean("insecure", true);
            }

            Write(json, "alpn", upstream.Alpn);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static JsonElement? Member(JsonElement body, string name) => JsonBody.Member(body, name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Object ? member
        : throw JsonBody.WrongField(member, "Proxy", name, "object");

    private static string Text(JsonElement tls, string owner, string name) => JsonBody.Text(tls, owner, name) ?? "";

    private static string Alpn(JsonElement tls, string owner)
    {
        var alpn = Text(tls, owner, "alpn");
        var isList = alpn.Length == 0 || alpn.Split(',', StringSplitOptions.TrimEntries).All(static name => name.Length is > 0 and <= 255 && name.All(char.IsAscii));
        return isList ? alpn : throw ApiException.BadBody($"'{owner}.alpn' must be names of protocols with commas between, as h2,http/1.1");
    }

    private static ApiException Missing(string name) => ApiException.BadBody($"'{Listen}' has no '{name}': the path of a PEM file");
}
