using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Wire;

/// <summary>The <c>clients</c> of a toxic: a list of networks, or <c>networks</c> and <c>share</c>.</summary>
internal static class ClientsJson
{
    private const string Owner = "clients";

    /// <summary>Reads them.</summary>
    /// <param name="body">The toxic.</param>
    /// <param name="former">What it had; given none it keeps that, and loses it by an empty one.</param>
    /// <exception cref="ApiException">They are none.</exception>
    public static ToxicClients? Read(JsonElement body, ToxicClients? former = null)
    {
        if (JsonBody.Member(body, Owner) is not { } member)
        {
            return former;
        }

        if (member.ValueKind == JsonValueKind.Array)
        {
            return member.GetArrayLength() == 0 ? null : new ToxicClients { Networks = Networks(member) };
        }

        if (member.ValueKind != JsonValueKind.Object)
        {
            throw JsonBody.WrongField(member, "ToxicWrapper", Owner, "[]string");
        }

        var share = JsonBody.Number(member, Owner, "share", "float64");
        if (share is < 0 or > 1)
        {
            throw ApiException.BadBody(string.Create(CultureInfo.InvariantCulture, $"'clients.share' is {share}, it must be between 0 and 1"));
        }

        var networks = JsonBody.List(member, Owner, "networks", "[]string");
        return share is null && networks is null ? null : new ToxicClients { Networks = networks is { } list ? Networks(list) : [], Share = share ?? 1 };
    }

    public static void Write(Utf8JsonWriter json, ToxicClients? clients)
    {
        if (clients is not null)
        {
            json.WriteStartObject(Owner);
            json.WriteStartArray("networks");
            foreach (var network in clients.Networks)
            {
                json.WriteStringValue(network.ToString());
            }

            json.WriteEndArray();
            json.WriteNumber("share", clients.Share);
            json.WriteEndObject();
        }
    }

    private static List<IPNetwork> Networks(JsonElement list) =>
        [.. list.EnumerateArray().Select(static item => item.ValueKind == JsonValueKind.String ? Network(JsonBody.TextOf(item)) : throw JsonBody.WrongField(item, "ToxicWrapper", Owner, "string"))];

    // An address alone is a network of its own. What stands behind the prefix does not count.
    private static IPNetwork Network(string text)
    {
        var (word, length) = text.Split('/') is [var first, var rest] ? (first, rest) : (text, null);
        if (!IPAddress.TryParse(word, out var address) || !int.TryParse(length ?? (address.AddressFamily == AddressFamily.InterNetwork ? "32" : "128"), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            throw ApiException.BadBody($"'clients' has '{text}', it must be an address or a network, as 10.0.0.0/8");
        }

        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), prefix);
    }
}
