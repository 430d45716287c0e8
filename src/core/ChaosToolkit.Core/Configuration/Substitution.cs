using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Puts the values of configuration and secrets in the place of references such as <c>${name}</c>.</summary>
public static partial class Substitution
{
    /// <summary>A copy of a value with its references replaced; what nobody knows stays as it is written.</summary>
    public static JsonNode? Apply(JsonNode? value, JsonObject configuration, JsonObject secrets)
    {
        switch (value)
        {
            case JsonObject members:
                var result = new JsonObject();
                foreach (var (key, member) in members)
                {
                    result[key] = Apply(member, configuration, secrets);
                }

                return result;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Apply(item, configuration, secrets))]);
        }

        if (Value.AsText(value) is not { } text || !text.Contains('$'))
        {
            return value?.DeepClone();
        }

        var whole = Pattern().Match(text);
        if (whole.Length == text.Length && whole.Groups["braced"].Success && Find(whole.Groups["braced"].Value, configuration, secrets, out var found))
        {
            return found?.DeepClone();
        }

        return Value.Text(Pattern().Replace(text, match =>
        {
            if (match.Groups["escaped"].Success)
            {
                return "$";
            }

            var name = match.Groups["braced"].Success ? match.Groups["braced"].Value : match.Groups["named"].Value;
            return Find(name, configuration, secrets, out var known) ? PythonText.Of(known) : match.Value;
        }));
    }

    private static bool Find(string name, JsonObject configuration, JsonObject secrets, out JsonNode? value)
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

        value = null;
        return false;
    }

    [GeneratedRegex(@"\$(?:(?<escaped>\$)|\{(?<braced>[_a-zA-Z][_a-zA-Z0-9]*)\}|(?<named>[_a-zA-Z][_a-zA-Z0-9]*))")]
    private static partial Regex Pattern();
}
