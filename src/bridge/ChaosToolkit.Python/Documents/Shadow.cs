using System.Text.Json.Nodes;

namespace ChaosToolkit.Python.Documents;

/// <summary>
/// What a live document looked like when both sides last agreed on it: its nodes, by reference. Scalars never change in place, so that comparing is a walk that compares
/// references and costs microseconds.
/// </summary>
internal sealed class Shadow
{
    private readonly List<(string? Key, Shadow Child)> children = [];
    private JsonNode? node;
    private bool isReference;

    private Shadow(JsonNode? node, bool isReference = false)
    {
        this.node = node;
        this.isReference = isReference;
    }

    internal static Shadow Of(JsonNode? node, Func<JsonNode, bool> isOther)
    {
        var shadow = new Shadow(node);
        shadow.Capture(isOther);
        return shadow;
    }

    /// <summary>Finds what changed since, hands it to <paramref name="patch"/> and takes the document as it is now for agreed.</summary>
    /// <param name="now">The document.</param>
    /// <param name="patch">Hears of each change, with its path; <see langword="null"/> when nobody is to be told.</param>
    /// <param name="isOther">Whether a node is a document of its own, which has a shadow of its own.</param>
    internal void Update(JsonNode? now, Patch? patch, Func<JsonNode, bool> isOther)
    {
        switch (now)
        {
            case JsonObject members when node is JsonObject:
                UpdateObject(members, patch, isOther);
                break;
            case JsonArray items when node is JsonArray:
                UpdateList(items, patch, isOther);
                break;
            default:
                if (!ReferenceEquals(now, node))
                {
                    patch?.Set(now);
                    Replace(now, asReference: false, isOther);
                }

                break;
        }

        node = now;
    }

    private void UpdateObject(JsonObject members, Patch? patch, Func<JsonNode, bool> isOther)
    {
        var inOrder = InSameOrder(members);
        if (!inOrder)
        {
            Arrange(members, patch);
        }

        for (var i = 0; i < members.Count; i++)
        {
            var (key, value) = members.GetAt(i);
            patch?.Enter(key);
            if (i < children.Count && children[i].Child is { } child)
            {
                UpdateChild(child, value, patch, isOther);
            }
            else
            {
                patch?.Set(value);
                if (i < children.Count)
                {
                    children[i] = (key, Below(value, isOther));
                }
                else
                {
                    children.Add((key, Below(value, isOther)));
                }
            }

            patch?.Leave();
        }

        if (!inOrder)
        {
            Reorder(patch);
        }
    }

    private void UpdateList(JsonArray items, Patch? patch, Func<JsonNode, bool> isOther)
    {
        // Identity tells which items moved: what stands before and behind a change stays what it is on the other side, too.
        var start = 0;
        while (start < items.Count && start < children.Count && ReferenceEquals(items[start], children[start].Child.node))
        {
            start++;
        }

        var end = 0;
        while (end < items.Count - start && end < children.Count - start && ReferenceEquals(items[items.Count - 1 - end], children[children.Count - 1 - end].Child.node))
        {
            end++;
        }

        var both = Math.Min(items.Count, children.Count) - start - end;
        for (var i = children.Count - end - 1; i >= start + both; i--)
        {
            patch?.Remove(i);
            children.RemoveAt(i);
        }

        for (var i = start + both; i < items.Count - end; i++)
        {
            patch?.Insert(i, items[i]);
            children.Insert(i, (null, Below(items[i], isOther)));
        }

        for (var i = 0; i < items.Count; i++)
        {
            patch?.Enter(i);
            UpdateChild(children[i].Child, items[i], patch, isOther);
            patch?.Leave();
        }
    }

    private static void UpdateChild(Shadow child, JsonNode? value, Patch? patch, Func<JsonNode, bool> isOther)
    {
        var isReference = value is (JsonObject or JsonArray) && isOther(value);
        if (isReference || child.isReference)
        {
            if (!ReferenceEquals(child.node, value) || isReference != child.isReference)
            {
                patch?.Set(value);
                child.Replace(value, isReference, isOther);
            }
        }
        else
        {
            child.Update(value, patch, isOther);
        }
    }

    private bool InSameOrder(JsonObject members)
    {
        if (members.Count < children.Count)
        {
            return false;
        }

        for (var i = 0; i < children.Count; i++)
        {
            if (!string.Equals(members.GetAt(i).Key, children[i].Key, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // Takes away what is gone, and puts what stays in the members' order; what is new has no shadow yet.
    private void Arrange(JsonObject members, Patch? patch)
    {
        foreach (var (key, _) in children.Where(child => !members.ContainsKey(child.Key!))) // an object's children have keys
        {
            patch?.Remove(key!);
        }

        var known = children.ToDictionary(child => child.Key!, child => child.Child, StringComparer.Ordinal); // an object's children have keys
        children.Clear();
        for (var i = 0; i < members.Count; i++)
        {
            var key = members.GetAt(i).Key;
            children.Add((key, known.GetValueOrDefault(key)!)); // filled in while the members are walked
        }
    }

    // New members stand last on the other side, and others where they stood: it happens hardly ever that the order is to be told.
    private void Reorder(Patch? patch)
    {
        foreach (var (key, _) in children)
        {
            patch?.MoveLast(key!); // an object's children have keys
        }
    }

    private void Replace(JsonNode? now, bool asReference, Func<JsonNode, bool> isOther)
    {
        node = now;
        isReference = asReference;
        children.Clear();
        if (!asReference)
        {
            Capture(isOther);
        }
    }

    private void Capture(Func<JsonNode, bool> isOther)
    {
        switch (node)
        {
            case JsonObject members:
                for (var i = 0; i < members.Count; i++)
                {
                    var (key, value) = members.GetAt(i);
                    children.Add((key, Below(value, isOther)));
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    children.Add((null, Below(items[i], isOther)));
                }

                break;
        }
    }

    private static Shadow Below(JsonNode? value, Func<JsonNode, bool> isOther) => value is (JsonObject or JsonArray) && isOther(value) ? new Shadow(value, isReference: true) : Of(value, isOther);
}
