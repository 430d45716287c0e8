using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>Applies the operations of RFC 6902 that run logs hold: add, remove, replace.</summary>
internal static class JsonPatch
{
    /// <summary>Applies one operation below a value.</summary>
    /// <param name="root">The value.</param>
    /// <param name="path">The path below it, not empty.</param>
    /// <param name="operation">The operation.</param>
    /// <exception cref="InvalidDataException">There is nothing at the path.</exception>
    public static void Apply(JsonNode root, ReadOnlySpan<char> path, JsonObject operation)
    {
        var (parent, last) = Find(root, path);
        var value = ValueCopy.Of(operation["value"]);
        switch (Value.AsText(operation["op"]), parent)
        {
            case ("remove", JsonObject members):
                members.Remove(last);
                break;
            case ("add" or "replace", JsonObject members):
                members[last] = value; // a member keeps its place
                break;
            case ("remove", JsonArray items):
                items.RemoveAt(IndexOf(last));
                break;
            case ("replace", JsonArray items):
                items[IndexOf(last)] = value;
                break;
            case ("add", JsonArray items):
                items.Insert(last == "-" ? items.Count : IndexOf(last), value);
                break;
            default:
                throw new InvalidDataException($"The change of '{path}' cannot be applied.");
        }
    }

    private static (JsonNode? Parent, string Last) Find(JsonNode root, ReadOnlySpan<char> path)
    {
        JsonNode? node = root;
        var rest = path[1..];
        while (rest.IndexOf('/') is var slash and >= 0)
        {
            var key = Unescape(rest[..slash]);
            node = node switch
            {
                JsonObject members => members[key],
                JsonArray items => items[IndexOf(key)],
                _ => throw new InvalidDataException($"The path '{path}' leads nowhere."),
            };
            rest = rest[(slash + 1)..];
        }

        return (node, Unescape(rest));
    }

    private static int IndexOf(string key) => int.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Unescape(ReadOnlySpan<char> key) => key.ToString().Replace("~1", "/").Replace("~0", "~");
}
