using System.Globalization;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>What only our server knows of a toxic: a lease, a schedule, clients.</summary>
internal static class ToxicExtras
{
    /// <summary>Adds what the flags say.</summary>
    /// <exception cref="ProxyFailure">One is wrong.</exception>
    public static void AddTo(JsonObject body, ProxyWords words)
    {
        if (words.Last("ttl") is { } lease)
        {
            body["ttl"] = Number("ttl", lease);
        }

        if (words.Last("schedule") is { } schedule)
        {
            body["schedule"] = new JsonObject(Pairs(schedule).Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)Number("schedule", pair.Value))));
        }

        if (words.Last("clients") is { } clients)
        {
            body["clients"] = clients.Contains('=', StringComparison.Ordinal)
                ? new JsonObject(Pairs(clients).Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)Number("clients", pair.Value))))
                : new JsonArray([.. clients.Split(',', StringSplitOptions.TrimEntries).Select(static network => (JsonNode)network)]);
        }
    }

    private static Dictionary<string, string> Pairs(string text)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split('=', 2);
            pairs[parts[0]] = parts.Length == 2 ? parts[1] : throw new ProxyFailure($"'{pair}' should be a name and a value, as every=60.");
        }

        return pairs;
    }

    private static double Number(string flag, string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        ? number
        : throw new ProxyFailure($"{flag}: '{text}' should be a number.");
}
