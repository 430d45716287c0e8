using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Replaces <c>${name}</c> in values by configuration and secrets, as the safe form of Python's <c>string.Template</c> does.</summary>
public static class Substitution
{
    /// <summary>The value with its references replaced, deep in lists and objects; keys stay. A text that is just <c>${name}</c> takes the value with its type.</summary>
    public static JsonNode? Apply(JsonNode? value, JsonObject configuration, JsonObject secrets)
    {
        switch (value)
        {
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Apply(member.Value, configuration, secrets))));
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Apply(item, configuration, secrets))]);
        }

        if (Value.AsText(value) is not { } text)
        {
            return value?.DeepClone();
        }

        if (text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') && IsName(text.AsSpan(2, text.Length - 3)))
        {
            return TryFind(text[2..^1], configuration, secrets, out var found) ? found?.DeepClone() : value!.DeepClone();
        }

        return Value.Text(ApplyText(text, configuration, secrets));
    }

    /// <summary>The text with its references replaced by the values as Python prints them; unknown names stay.</summary>
    public static string ApplyText(string text, JsonObject configuration, JsonObject secrets)
    {
        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$')
            {
                builder.Append(text[i]);
                continue;
            }

            var rest = text.AsSpan(i + 1);
            if (rest.StartsWith("$"))
            {
                builder.Append('$');
                i++;
                continue;
            }

            var braced = rest.StartsWith("{");
            var length = NameLength(braced ? rest[1..] : rest);
            if (length > 0 && (!braced || rest[1..][length..].StartsWith("}")) && TryFind(rest.Slice(braced ? 1 : 0, length).ToString(), configuration, secrets, out var found))
            {
                builder.Append(PythonText.Of(found));
                i += length + (braced ? 2 : 0);
                continue;
            }

            builder.Append('$');
        }

        return builder.ToString();
    }

    private static bool TryFind(string name, JsonObject configuration, JsonObject secrets, out JsonNode? value)
    {
        if (configuration.TryGetPropertyValue(name, out value))
        {
            return true;
        }

        foreach (var (_, scope) in secrets)
        {
            if (scope is JsonObject members && members.TryGetPropertyValue(name, out value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(ReadOnlySpan<char> text) => text.Length > 0 && NameLength(text) == text.Length;

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 0 && char.IsAsciiDigit(text[length]))))
        {
            length++;
        }

        return length;
    }
}
