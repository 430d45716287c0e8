using System.Globalization;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Proxy;

/// <summary><c>chaos proxy toxic add|update|remove</c>.</summary>
internal sealed class ToxicCli(ProxyClient client, TextWriter output, ProxyText text)
{
    private static readonly string[] NameFlag = ["toxicName", "n"];
    private static readonly string[] ToxicityFlag = ["toxicity", "tox"];
    private static readonly string[] AttributeFlag = ["attribute", "a"];

    /// <summary>Carries a command out; false when there is none of that name.</summary>
    public async Task<bool> RunAsync(string command, string[] words, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case "add" or "a":
                await AddAsync(ProxyWords.Read(words, NameFlag, ["type", "t"], ToxicityFlag, AttributeFlag, ["upstream!", "u!"], ["downstream!", "d!"], ["ttl"], ["schedule"], ["clients"]), cancellationToken);
                return true;
            case "update" or "u":
                await UpdateAsync(ProxyWords.Read(words, NameFlag, ToxicityFlag, AttributeFlag), cancellationToken);
                return true;
            case "remove" or "r" or "delete" or "d":
                await RemoveAsync(ProxyWords.Read(words, NameFlag), cancellationToken);
                return true;
            default:
                return false;
        }
    }

    private async Task AddAsync(ProxyWords words, CancellationToken cancellationToken)
    {
        var proxy = ProxyCli.Name(words, "toxic");
        var type = ProxyCli.Required(words, "type");
        var (up, down) = (words.Has("upstream"), words.Has("downstream"));
        if (up && down)
        {
            throw new ProxyFailure("Only one should be specified: upstream or downstream.");
        }

        var stream = up ? "upstream" : "downstream";
        var name = words.Last("toxicName") is { Length: > 0 } given ? given : $"{type}_{stream}";
        var body = new JsonObject { ["name"] = name, ["type"] = type, ["stream"] = stream, ["toxicity"] = Toxicity(words), ["attributes"] = Attributes(words) };
        ToxicExtras.AddTo(body, words);
        await ProxyCli.TryAsync($"Failed to add toxic: failed to add toxic to proxy {proxy}: AddToxic", () => client.SendAsync(HttpMethod.Post, ProxyClient.PathOf(proxy) + "/toxics", body, cancellationToken));
        output.WriteLine($"Added {stream} {type} toxic '{name}' on proxy '{proxy}'");
        text.Hint("inspect it with `chaos proxy inspect " + proxy + "`");
    }

    // Without a toxicity it is set to 1, as toxiproxy-cli does.
    private async Task UpdateAsync(ProxyWords words, CancellationToken cancellationToken)
    {
        var proxy = ProxyCli.Name(words, "toxic");
        var name = ProxyCli.Required(words, "toxicName");
        var body = new JsonObject { ["toxicity"] = Toxicity(words), ["attributes"] = Attributes(words) };
        await ProxyCli.TryAsync($"Failed to update toxic: failed to update toxic '{name}' of proxy '{proxy}'", () => client.SendAsync(HttpMethod.Patch, ProxyClient.PathOf(proxy, name), body, cancellationToken));
        output.WriteLine($"Updated toxic '{name}' on proxy '{proxy}'");
    }

    private async Task RemoveAsync(ProxyWords words, CancellationToken cancellationToken)
    {
        var proxy = ProxyCli.Name(words, "toxic");
        var name = ProxyCli.Required(words, "toxicName");
        await ProxyCli.TryAsync($"Failed to remove toxic: failed to remove toxic '{name}' from proxy '{proxy}'", () => client.SendAsync(HttpMethod.Delete, ProxyClient.PathOf(proxy, name), null, cancellationToken));
        output.WriteLine($"Removed toxic '{name}' on proxy '{proxy}'");
    }

    private static double Toxicity(ProxyWords words) => words.Last("toxicity") is not { } value ? 1
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 ? number
        : throw new ProxyFailure("toxicity should be a float between 0 and 1.");

    private static JsonObject Attributes(ProxyWords words)
    {
        var attributes = new JsonObject();
        foreach (var pair in words.All("attribute").Select(static word => word.Split('=', 2)).Where(static pair => pair.Length == 2))
        {
            attributes[pair[0]] = long.TryParse(pair[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
                : double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
                : pair[1];
        }

        return attributes;
    }
}
