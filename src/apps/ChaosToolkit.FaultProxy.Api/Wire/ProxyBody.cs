using System.Text.Json;
using ChaosToolkit.Proxies;
using ChaosToolkit.Tls;

namespace ChaosToolkit.Wire;

/// <summary>A proxy as the API gives it to be created or changed; what is null was not given.</summary>
internal sealed record ProxyBody(string? Name, string? Listen, string? Upstream, bool? Enabled, bool? HalfClose, ProxyProtocol? Protocol, ListenTls? ListenTls, UpstreamTls? UpstreamTls, TimeSpan? SessionTimeout, int? MaximumSessions, JsonElement? Toxics, TimeSpan? Lease)
{
    private const string Owner = "Proxy";

    /// <summary>Reads one.</summary>
    /// <exception cref="ApiException">A member is of the wrong type.</exception>
    public static ProxyBody Read(JsonElement body)
    {
        JsonBody.Object(body, "toxiproxy.Proxy");
        var protocol = ProtocolOf(body);
        return new ProxyBody(
            JsonBody.Text(body, Owner, "name"),
            JsonBody.Text(body, Owner, "listen"),
            JsonBody.Text(body, Owner, "upstream"),
            JsonBody.Truth(body, Owner, "enabled"),
            JsonBody.Truth(body, Owner, "half_close"),
            protocol,
            TlsJson.ReadListen(body),
            TlsJson.ReadUpstream(body),
            SessionsJson.ReadTimeout(body, protocol),
            SessionsJson.ReadMaximum(body, protocol),
            JsonBody.List(body, Owner, "toxics", "[]toxic"),
            Wire.Lease.Read(body, Owner));
    }

    private static ProxyProtocol? ProtocolOf(JsonElement body) => JsonBody.Text(body, Owner, "protocol") switch
    {
        null => null,
        "tcp" => ProxyProtocol.Tcp,
        "http" => ProxyProtocol.Http,
        "udp" => ProxyProtocol.Udp,
        var other => throw ApiException.BadBody($"'protocol' is '{other}', it must be tcp, http or udp"),
    };

    /// <summary>How a proxy of it is started; not listening yet.</summary>
    public FaultProxyOptions Options(FaultProxyOptions template) => template with
    {
        Name = Name!, // required
        Listen = Listen ?? "",
        Enabled = false,
        HalfClose = HalfClose ?? false,
        Protocol = Protocol ?? default,
        ListenTls = ListenTls,
        UpstreamTls = UpstreamTls,
        SessionTimeout = SessionTimeout ?? FaultProxyOptions.DefaultSessionTimeout,
        MaximumSessions = MaximumSessions ?? FaultProxyOptions.DefaultMaximumSessions,
    };

    /// <summary>Whether a proxy can be changed into it: else it is made anew.</summary>
    /// <param name="options">How the proxy was started.</param>
    /// <param name="asGiven">Whether what is not given is as it was; else it has its default.</param>
    public bool Suits(FaultProxyOptions options, bool asGiven)
    {
        var wanted = asGiven
            ? this with
            {
                HalfClose = options.HalfClose, // populate has never looked at it
                Protocol = Protocol ?? options.Protocol,
                ListenTls = ListenTls ?? options.ListenTls,
                UpstreamTls = UpstreamTls ?? options.UpstreamTls,
                SessionTimeout = SessionTimeout ?? options.SessionTimeout,
                MaximumSessions = MaximumSessions ?? options.MaximumSessions,
            }
            : this;
        return wanted.Options(options with { OnEvent = null }) with { Name = "", Listen = "" } == options with { OnEvent = null, Name = "", Listen = "", Enabled = false };
    }

    /// <summary>Reads a list of them, as it stands in a config file and in a populate call.</summary>
    /// <exception cref="ApiException">It is no list, or a proxy lacks something.</exception>
    public static IReadOnlyList<ProxyBody> ReadList(JsonElement body)
    {
        if (body.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            throw JsonBody.Wrong(body, "Go value of type []struct");
        }

        List<ProxyBody> proxies = body.ValueKind == JsonValueKind.Null ? [] : [.. body.EnumerateArray().Select(Read)];
        for (var i = 0; i < proxies.Count; i++)
        {
            proxies[i].Require(i + 1);
        }

        return proxies;
    }

    /// <summary>Whether it asks for the same.</summary>
    public bool IsSameAs(ProxyBody other) => this with { Toxics = null } == other with { Toxics = null } && HasSameToxics(other);

    /// <summary>Whether its toxics are the same.</summary>
    public bool HasSameToxics(ProxyBody other) => Toxics?.GetRawText() == other.Toxics?.GetRawText();

    /// <summary>Checks that name and upstream are there.</summary>
    /// <exception cref="ApiException">One is not.</exception>
    public void Require(int? number = null)
    {
        if (string.IsNullOrEmpty(Name))
        {
            throw ApiException.Missing("name", number);
        }

        if (string.IsNullOrEmpty(Upstream))
        {
            throw ApiException.Missing("upstream", number);
        }
    }
}
