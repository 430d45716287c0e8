using System.Collections.Frozen;
using ChaosToolkit.Chances;
using ChaosToolkit.Http;

namespace ChaosToolkit.Toxics;

/// <summary>Removes headers of requests (upstream) or answers (downstream), then sets others.</summary>
[Toxic("http_headers")]
public sealed record HttpHeadersToxic : HttpToxic
{
    private static readonly FrozenSet<string> Framing = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Content-Length", "Transfer-Encoding");

    /// <summary>What is set; all former values go.</summary>
    /// <value>On the wire <c>set</c>, an object of names and values, or a text of lines <c>name: value</c>. The default is none.</value>
    [Wire("set", Maximum = 100)]
    public IReadOnlyDictionary<string, string> Set { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>What is removed.</summary>
    /// <value>On the wire <c>remove</c>, a list of names, or a text of them with commas. The default is none.</value>
    [Wire("remove", Maximum = 100)]
    public IReadOnlyList<string> Remove { get; init; } = [];

    internal override string? Contradiction
    {
        get
        {
            foreach (var name in Set.Keys.Concat(Remove))
            {
                if (!HttpHeader.IsName(name) || Framing.Contains(name))
                {
                    return $"'{name}' is no header that can be changed";
                }
            }

            return Set.Where(static header => !HttpHeader.IsValue(header.Value)).Select(static header => $"the value of header '{header.Key}' must be one line").FirstOrDefault();
        }
    }

    internal override ValueTask ApplyAsync(HttpMessage message, PlacedToxic placed, Chance chance)
    {
        foreach (var name in Remove)
        {
            message.Head.Remove(name);
        }

        foreach (var (name, value) in Set)
        {
            message.Head.Set(name, value);
        }

        return default;
    }
}
