using System.Globalization;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>Proxies and toxics as text: lines of fields for programs, a coloured table on a terminal.</summary>
internal sealed class ProxyText(TextWriter output, bool isTerminal)
{
    private const int Red = 31, Green = 32, Yellow = 33, Blue = 34, Purple = 35;

    public void List(JsonObject proxies)
    {
        var sorted = proxies.OrderBy(static proxy => proxy.Key, StringComparer.Ordinal).Select(static proxy => proxy.Value!).ToList(); // the API has no null here
        if (isTerminal)
        {
            output.WriteLine($"{"Name",-20}{"Listen",-22}{"Upstream",-22}{"Enabled",-10}{"Toxics"}");
            output.WriteLine(new string('=', 86));
        }

        foreach (var proxy in sorted)
        {
            var enabled = proxy["enabled"]?.GetValue<bool>() is true;
            var toxics = proxy["toxics"]?.AsArray().Count ?? 0;
            output.WriteLine(isTerminal
                ? Paint(enabled ? Green : Red, $"{Word(proxy, "name"),-20}") + Paint(Blue, $"{Word(proxy, "listen"),-22}") + Paint(Yellow, $"{Word(proxy, "upstream"),-22}")
                    + Paint(Purple, $"{(enabled ? "enabled" : "disabled"),-10}") + Paint(Red, toxics == 0 ? "None" : toxics.ToString(CultureInfo.InvariantCulture))
                : $"{Word(proxy, "name")}\t{Word(proxy, "listen")}\t{Word(proxy, "upstream")}\t{(enabled ? "enabled" : "disabled")}\t{toxics}");
        }

        Hint(sorted.Count == 0 ? "create a proxy with `chaos proxy create`" : "inspect toxics with `chaos proxy inspect <proxyName>`");
    }

    public void Inspect(JsonNode proxy)
    {
        var toxics = proxy["toxics"]?.AsArray() ?? [];
        if (!isTerminal)
        {
            foreach (var toxic in toxics)
            {
                output.WriteLine(Line(toxic!)); // the API has no null here
            }

            return;
        }

        output.WriteLine($"Name: {Paint(Green, Word(proxy, "name"))}\tListen: {Paint(Blue, Word(proxy, "listen"))}\tUpstream: {Paint(Yellow, Word(proxy, "upstream"))}");
        output.WriteLine(new string('=', 70));
        foreach (var stream in new[] { "upstream", "downstream" })
        {
            output.WriteLine($"{char.ToUpperInvariant(stream[0])}{stream[1..]} toxics:");
            var some = toxics.Where(toxic => Word(toxic!, "stream").Equals(stream, StringComparison.OrdinalIgnoreCase)).ToList(); // likewise
            some.ForEach(toxic => output.WriteLine(Paint(Red, Line(toxic!))));
            if (some.Count == 0)
            {
                output.WriteLine("None");
            }
        }

        Hint("add a toxic with `chaos proxy toxic add`");
    }

    public void Hint(string hint)
    {
        if (isTerminal)
        {
            output.WriteLine($"\nHint: {hint}");
        }
    }

    private static string Line(JsonNode toxic)
    {
        var attributes = toxic["attributes"]?.AsObject().OrderBy(static attribute => attribute.Key, StringComparer.Ordinal).Select(static attribute => $"{attribute.Key}={Value(attribute.Value)}\t") ?? [];
        var toxicity = (toxic["toxicity"]?.GetValue<double>() ?? 0).ToString("F2", CultureInfo.InvariantCulture);
        return $"{Word(toxic, "name")}\ttype={Word(toxic, "type")}\tstream={Word(toxic, "stream")}\ttoxicity={toxicity}\tattributes=[\t{string.Concat(attributes)}]";
    }

    // Lists and objects on one line; what is not set is empty.
    private static string Value(JsonNode? value) => value is JsonArray or JsonObject ? value.ToJsonString() : value?.ToString() ?? "";

    private static string Word(JsonNode node, string key) => node[key]?.ToString() ?? "";

    private static string Paint(int colour, string text) => $"\e[{colour}m{text}\e[0m";
}
