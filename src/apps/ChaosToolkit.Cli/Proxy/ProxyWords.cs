namespace ChaosToolkit.Cli.Proxy;

/// <summary>Words of <c>toxiproxy-cli</c>: flags stand before arguments, with one dash or two, <c>-x v</c> or <c>-x=v</c>.</summary>
internal sealed class ProxyWords
{
    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);

    /// <summary>What follows the flags.</summary>
    public string[] Arguments { get; private init; } = [];

    /// <summary>Reads words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="flags">The names of each flag, the first one counts; those that take no value end in <c>!</c>.</param>
    /// <exception cref="ProxyFailure">A flag is not known, or its value is missing.</exception>
    public static ProxyWords Read(IReadOnlyList<string> words, params string[][] flags)
    {
        var names = flags.SelectMany(flag => flag.Select(name => (Name: name.TrimEnd('!'), First: flag[0].TrimEnd('!'), IsSwitch: flag[0].EndsWith('!'))))
            .ToDictionary(static flag => flag.Name, StringComparer.Ordinal);
        Dictionary<string, List<string>> found = new(StringComparer.Ordinal);
        var i = 0;
        for (; i < words.Count && words[i].Length > 1 && words[i][0] == '-' && words[i] != "--"; i++)
        {
            var parts = words[i].TrimStart('-').Split('=', 2);
            if (!names.TryGetValue(parts[0], out var flag))
            {
                throw new ProxyFailure($"flag provided but not defined: -{parts[0]}");
            }

            var value = parts.Length > 1 ? parts[1] : flag.IsSwitch ? "true" : ++i < words.Count ? words[i] : throw new ProxyFailure($"flag needs an argument: -{parts[0]}");
            (found.TryGetValue(flag.First, out var list) ? list : found[flag.First] = []).Add(value);
        }

        var read = new ProxyWords { Arguments = [.. words.Skip(i)] };
        foreach (var (name, list) in found)
        {
            read.values[name] = list;
        }

        return read;
    }

    public string? Last(string flag) => values.TryGetValue(flag, out var list) ? list[^1] : null;

    public bool Has(string flag) => Last(flag) is "true" or "1";

    public IReadOnlyList<string> All(string flag) => values.GetValueOrDefault(flag) ?? [];
}
