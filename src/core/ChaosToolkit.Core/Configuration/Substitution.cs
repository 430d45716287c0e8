using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Puts the values of the configuration and the secrets in the place of references to them: <c>${name}</c>, <c>$name</c>, and <c>$$</c> for a dollar.</summary>
/// <remarks>
/// The safe form of Python's <c>string.Template</c>: names are ASCII identifiers, letter case counts, and what refers to nothing stays as it is. A name is looked up in
/// the configuration, then directly below each scope of the secrets, in their order. What is put in is not looked at again.
/// </remarks>
public static class Substitution
{
    /// <summary>Substitutes in a value and all that is below it, but not in keys. A text that is just <c>${name}</c> becomes the value with its type.</summary>
    /// <param name="value">The value; it is not changed.</param>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="secrets">The resolved secrets by scope.</param>
    /// <returns>A new value that stands in no document.</returns>
    public static JsonNode? Apply(JsonNode? value, JsonObject configuration, JsonObject secrets)
    {
        switch (value)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (key, member) in members)
                {
                    copy.Add(key, Apply(member, configuration, secrets));
                }

                return copy;
            case JsonArray items:
                var list = new JsonArray();
                foreach (var item in items)
                {
                    list.Add(Apply(item, configuration, secrets));
                }

                return list;
        }

        if (Value.AsText(value) is not { } text || !text.Contains('$'))
        {
            return ValueCopy.Of(value);
        }

        return IsReference(text) && TryFind(text.AsSpan(2, text.Length - 3).ToString(), configuration, secrets, out var found)
            ? ValueCopy.Of(found)
            : Value.Text(ApplyText(text, configuration, secrets));
    }

    /// <summary>Substitutes in a text; values that are not text become what Python prints for them (<c>True</c>, <c>None</c>, <c>2.0</c>, <c>['a']</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="secrets">The resolved secrets by scope.</param>
    public static string ApplyText(string text, JsonObject configuration, JsonObject secrets)
    {
        var dollar = text.IndexOf('$');
        if (dollar < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 32);
        var done = 0;
        while (dollar >= 0)
        {
            result.Append(text, done, dollar - done);
            done = dollar + 1;
            if (done < text.Length && text[done] == '$')
            {
                result.Append('$');
                done++;
            }
            else if (ReadName(text, done) is var (name, end) && TryFind(name, configuration, secrets, out var found))
            {
                result.Append(PythonText.Of(found));
                done = end;
            }
            else
            {
                result.Append('$');
            }

            dollar = text.IndexOf('$', done);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Whether a text still refers to something in braces that is known neither to the configuration nor to the secrets.</summary>
    internal static bool HasUnknown(string text, JsonObject configuration, JsonObject secrets) =>
        NamesIn(text).Any(name => !TryFind(name, configuration, secrets, out _));

    /// <summary>The names that a text refers to in braces.</summary>
    internal static IEnumerable<string> NamesIn(string text) => NamesIn(text, alsoWithoutBraces: false);

    /// <summary>The names that a text refers to.</summary>
    /// <param name="text">The text.</param>
    /// <param name="alsoWithoutBraces">Whether <c>$name</c> counts as well.</param>
    internal static IEnumerable<string> NamesIn(string text, bool alsoWithoutBraces)
    {
        for (var dollar = text.IndexOf('$'); dollar >= 0 && dollar + 1 < text.Length; dollar = text.IndexOf('$', dollar))
        {
            dollar++;
            if (text[dollar] == '$')
            {
                dollar++;
            }
            else if ((alsoWithoutBraces || text[dollar] == '{') && ReadName(text, dollar) is var (name, _))
            {
                yield return name;
            }
        }
    }

    /// <summary>Whether a text is nothing but <c>${name}</c>.</summary>
    internal static bool IsReference(string text) => text.StartsWith("${", StringComparison.Ordinal) && ReadName(text, 1) is var (_, end) && end == text.Length;

    // The name that stands behind a dollar, in braces or not, and where the text goes on.
    private static (string Name, int End)? ReadName(string text, int start)
    {
        var braced = start < text.Length && text[start] == '{';
        var first = braced ? start + 1 : start;
        var end = first;
        while (end < text.Length && (text[end] == '_' || char.IsAsciiLetter(text[end]) || (end > first && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return end == first || (braced && (end == text.Length || text[end] != '}')) ? null : (text[first..end], braced ? end + 1 : end);
    }

    private static bool TryFind(string name, JsonObject configuration, JsonObject secrets, out JsonNode? value)
    {
        if (configuration.TryGetPropertyValue(name, out value))
        {
            return true;
        }

        foreach (var (_, scope) in secrets)
        {
            if (scope is JsonObject entries && entries.TryGetPropertyValue(name, out value))
            {
                return true;
            }
        }

        return false;
    }
}
