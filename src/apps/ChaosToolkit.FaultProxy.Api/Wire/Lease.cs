using System.Globalization;
using System.Text.Json;

namespace ChaosToolkit.Wire;

/// <summary>The <c>ttl</c> of a toxic or a disabled proxy, in seconds: after it the fault is undone by itself.</summary>
internal static class Lease
{
    private const double Longest = 365 * 24 * 60 * 60;

    /// <summary>The lease of a body; <see langword="null"/> when none is given, zero when it is to end and the fault to stay.</summary>
    /// <exception cref="ApiException">It is no time.</exception>
    public static TimeSpan? Read(JsonElement body, string owner)
    {
        var seconds = JsonBody.Number(body, owner, "ttl", "float64");
        return seconds is null ? null
            : seconds is >= 0 and <= Longest ? TimeSpan.FromSeconds(seconds.Value)
            : throw ApiException.BadBody(string.Create(CultureInfo.InvariantCulture, $"'ttl' is {seconds}, it must be between 0 and {Longest} seconds"));
    }
}
