namespace ChaosToolkit.JsonPath;

/// <summary>The names that documents have for the dialects.</summary>
public static class JsonPathDialectNames
{
    private static readonly Dictionary<string, JsonPathDialect> Dialects = new(StringComparer.Ordinal)
    {
        ["jsonpath2"] = JsonPathDialect.Jsonpath2,
        ["rfc9535"] = JsonPathDialect.Rfc9535,
    };

    /// <summary>All names, in alphabetical order; <see cref="JsonPathDialect.Any"/> has none.</summary>
    public static IReadOnlyList<string> All => [.. Dialects.Keys];

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name; upper and lower case are told apart.</param>
    /// <param name="dialect">The dialect, or <see cref="JsonPathDialect.Any"/> when no dialect is called so.</param>
    /// <returns>Whether a dialect is called so.</returns>
    public static bool TryRead(string name, out JsonPathDialect dialect) => Dialects.TryGetValue(name, out dialect);

    /// <summary>The name of a dialect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dialect is <see cref="JsonPathDialect.Any"/> or none that exists.</exception>
    public static string Of(JsonPathDialect dialect) => dialect switch
    {
        JsonPathDialect.Jsonpath2 => "jsonpath2",
        JsonPathDialect.Rfc9535 => "rfc9535",
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "The dialect has no name."),
    };
}
