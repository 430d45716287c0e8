using System.Text.Json;
using ChaosToolkit.Proxies;

namespace ChaosToolkit.Wire;

/// <summary>A proxy as the API gives it to be created or changed; what is null was not given.</summary>
internal sealed record ProxyBody(string? Name, string? Listen, string? Upstream, bool? Enabled, bool? HalfClose, ProxyProtocol? Protocol, JsonElement? Toxics, TimeSpan? Lease)
{
    private const string Owner = "Proxy";

    /// <summary>Reads one.</summary>
    /// <exception cref="ApiException">A member is of the wrong type.</exception>
    public static ProxyBody Read(JsonElement body)
    {
        JsonBody.Object(body, "toxiproxy.Proxy");
        return new ProxyBody(
            JsonBody.Text(body, Owner, "name"),
            JsonBody.Text(body, Owner, "listen"),
            JsonBody.Text(body, Owner, "upstream"),
            JsonBody.Truth(body, Owner, "enabled"),
            JsonBody.Truth(body, Owner, "half_close"),
            ProtocolOf(body),
            JsonBody.List(body, Owner, "toxics"),
            Wire.Lease.Read(body));
    }

    private static ProxyProtocol? ProtocolOf(JsonElement body) => JsonBody.Text(body, Owner, "protocol") switch
    {
        null => null,
        "tcp" => ProxyProtocol.Tcp,
        "http" => ProxyProtocol.Http,
        var other => throw ApiException.BadBody($"'protocol' is '{other}', it must be tcp or http"),
    };

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
    public bool IsSameAs(ProxyBody other) => this with { Toxics = null } == other with { Toxics = null } && Toxics?.GetRawText() == other.Toxics?.GetRawText();

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
