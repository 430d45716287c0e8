using ChaosToolkit.Chances;
using ChaosToolkit.Http;

namespace ChaosToolkit.Toxics;

/// <summary>
/// Something that is wrong with requests (stream <see cref="ToxicStream.Upstream"/>) or answers (<see cref="ToxicStream.Downstream"/>) of a proxy that speaks HTTP. A change takes
/// effect with the next request, on open connections too.
/// </summary>
public abstract record HttpToxic : Toxic
{
    private protected HttpToxic()
    {
    }

    /// <summary>The method of the requests it works on.</summary>
    /// <value>On the wire <c>method</c>: one, or several with commas. The default is empty: all.</value>
    [Wire("method", Maximum = 1000)]
    public string Method { get; init; } = "";

    /// <summary>The path of the requests it works on, without its query.</summary>
    /// <value>On the wire <c>path</c>: how the path begins; with a <c>*</c>, which stands for any characters, the whole path. The default is empty: all.</value>
    [Wire("path", Maximum = 8000)]
    public string Path { get; init; } = "";

    /// <summary>Works on one message.</summary>
    internal abstract ValueTask ApplyAsync(HttpMessage message, PlacedToxic placed, Chance chance);

    internal bool Matches(HttpHead request) =>
        (Method.Length == 0 || Method.Split(',', StringSplitOptions.TrimEntries).Contains(request.Method, StringComparer.OrdinalIgnoreCase)) && MatchesPath(request.Path);

    // Without recursion: the last star may take more.
    private bool MatchesPath(string path)
    {
        if (!Path.Contains('*', StringComparison.Ordinal))
        {
            return path.StartsWith(Path, StringComparison.Ordinal);
        }

        var (glob, at, star, taken) = (0, 0, -1, 0);
        while (at < path.Length)
        {
            if (glob < Path.Length && Path[glob] == '*')
            {
                (star, taken) = (glob++, at);
            }
            else if (glob < Path.Length && Path[glob] == path[at])
            {
                glob++;
                at++;
            }
            else if (star >= 0)
            {
                (glob, at) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        return Path.AsSpan(glob).IndexOfAnyExcept('*') < 0;
    }
}
