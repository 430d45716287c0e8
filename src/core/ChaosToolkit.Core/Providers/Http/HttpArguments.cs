using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Http;

/// <summary>Arguments as the fields of a query or a form, encoded as Python's requests does.</summary>
internal static class HttpArguments
{
    /// <summary>The fields: a list repeats its key, null is left out, other values read as Python prints them; a text stands as it is.</summary>
    /// <exception cref="ActivityFailedException">A list holds something else than pairs.</exception>
    public static string Encode(JsonNode? arguments)
    {
        switch (arguments)
        {
            case null:
                return "";
            case JsonObject members:
                return string.Join('&', members.SelectMany(member => Fields(member.Key, member.Value)));
            case JsonArray list:
                return string.Join('&', list.SelectMany(item => item is JsonArray { Count: 2 } pair
                    ? Fields(PythonText.Of(pair[0]), pair[1])
                    : throw new ActivityFailedException("Arguments of an HTTP call that are a list must hold pairs of name and value; make them an object.")));
            default:
                return PythonText.Of(arguments);
        }
    }

    private static IEnumerable<string> Fields(string key, JsonNode? value)
    {
        IEnumerable<JsonNode?> values = value switch
        {
            JsonArray list => list,
            JsonObject members => members.Select(member => (JsonNode?)Value.Text(member.Key)), // Python goes through a mapping's keys
            _ => [value],
        };
        foreach (var one in values)
        {
            IEnumerable<string> texts = one switch
            {
                null => [],
                JsonArray list => list.Select(PythonText.Of),
                JsonObject members => members.Select(member => member.Key),
                _ => [PythonText.Of(one)],
            };
            foreach (var text in texts)
            {
                yield return $"{QuotePlus(key)}={QuotePlus(text)}";
            }
        }
    }

    private static string QuotePlus(string text)
    {
        var builder = new StringBuilder(text.Length + 8);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b < 0x80 && (char.IsAsciiLetterOrDigit((char)b) || (char)b is '_' or '.' or '-' or '~'))
            {
                builder.Append((char)b);
            }
            else if (b == ' ')
            {
                builder.Append('+');
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return builder.ToString();
    }
}
