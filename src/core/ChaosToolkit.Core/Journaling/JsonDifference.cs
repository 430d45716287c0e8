using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>What makes one value of another, as operations of RFC 6902. Values count as equal when they are written alike, the order of members included.</summary>
internal static class JsonDifference
{
    /// <summary>Adds the operations that make <paramref name="to"/> of <paramref name="from"/>; gives how many values were looked at.</summary>
    public static int Collect(JsonNode? from, JsonNode? to, string path, JsonArray operations)
    {
        switch (from, to)
        {
            case (JsonObject old, JsonObject now) when HasSameOrder(old, now):
                return OfMembers(old, now, path, operations);
            case (JsonArray old, JsonArray now):
                return OfItems(old, now, path, operations);
            case (null, null):
                return 1;
            case (JsonValue old, JsonValue now) when IsSame(old, now):
                return 1;
        }

        operations.Add((JsonNode)new JsonObject { ["op"] = "replace", ["path"] = path, ["value"] = ValueCopy.Of(to) });
        return 1;
    }

    public static string Escape(string key) => key.Replace("~", "~0").Replace("/", "~1");

    private static int OfMembers(JsonObject old, JsonObject now, string path, JsonArray operations)
    {
        var looked = 1;
        foreach (var (key, value) in old)
        {
            if (!now.TryGetPropertyValue(key, out var other))
            {
                operations.Add((JsonNode)new JsonObject { ["op"] = "remove", ["path"] = $"{path}/{Escape(key)}" });
            }
            else if (!ReferenceEquals(value, other))
            {
                looked += value is JsonValue own && other is JsonValue its && IsSame(own, its) ? 1 : Collect(value, other, $"{path}/{Escape(key)}", operations);
            }
        }

        foreach (var (key, value) in now)
        {
            if (!old.ContainsKey(key))
            {
                operations.Add((JsonNode)new JsonObject { ["op"] = "add", ["path"] = $"{path}/{Escape(key)}", ["value"] = ValueCopy.Of(value) });
            }
        }

        return looked;
    }

    private static int OfItems(JsonArray old, JsonArray now, string path, JsonArray operations)
    {
        var looked = 1;
        var shared = Math.Min(old.Count, now.Count);
        for (var i = 0; i < shared; i++)
        {
            looked += Collect(old[i], now[i], $"{path}/{i}", operations);
        }

        for (var i = old.Count - 1; i >= shared; i--)
        {
            operations.Add((JsonNode)new JsonObject { ["op"] = "remove", ["path"] = $"{path}/{i}" });
        }

        for (var i = shared; i < now.Count; i++)
        {
            operations.Add((JsonNode)new JsonObject { ["op"] = "add", ["path"] = $"{path}/-", ["value"] = ValueCopy.Of(now[i]) });
        }

        return looked;
    }

    // What stays keeps its order, and what is new is added behind it: any other order needs the whole object anew.
    private static bool HasSameOrder(JsonObject old, JsonObject now)
    {
        using var kept = old.Where(member => now.ContainsKey(member.Key)).GetEnumerator();
        var isNew = false;
        foreach (var (key, _) in now)
        {
            if (!old.ContainsKey(key))
            {
                isNew = true;
            }
            else if (isNew || !kept.MoveNext() || kept.Current.Key != key)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(JsonValue left, JsonValue right)
    {
        var (kind, other) = (Value.KindOf(left), Value.KindOf(right));
        return kind == other && kind is ValueKind.Text ? Value.AsText(left) == Value.AsText(right)
            : kind == other && kind is ValueKind.Boolean ? Value.AsBoolean(left) == Value.AsBoolean(right)
            : JsonText.BytesOf(left).AsSpan().SequenceEqual(JsonText.BytesOf(right));
    }
}
