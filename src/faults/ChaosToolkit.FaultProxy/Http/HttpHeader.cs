using System.Buffers;

namespace ChaosToolkit.Http;

/// <summary>A header of a message.</summary>
internal readonly record struct HttpHeader(string Name, string Value)
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a header, or a method, may be called so.</summary>
    public static bool IsName(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(NameCharacters) < 0;

    /// <summary>Whether a header may have that value.</summary>
    public static bool IsValue(string text) => text.AsSpan().IndexOfAny('\r', '\n', '\0') < 0;
}
