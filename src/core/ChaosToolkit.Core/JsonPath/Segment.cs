using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath;

/// <summary>One step of a path: its selectors, applied to a value or, as <c>..</c>, to the value and all within it.</summary>
internal sealed record Segment(bool IsDescendant, IReadOnlyList<ISelector> Selectors)
{
    public bool IsSingular => !IsDescendant && Selectors is [NameSelector or IndexSelector];

    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        if (!IsDescendant)
        {
            SelectFrom(evaluation, node, found);
            return;
        }

        // Pre-order, with a stack of our own: a document may be deeper than the thread's stack.
        var pending = new Stack<JsonNode?>([node]);
        while (pending.TryPop(out var next))
        {
            SelectFrom(evaluation, next, found);
            switch (next)
            {
                case JsonObject members:
                    for (var i = members.Count - 1; i >= 0; i--)
                    {
                        pending.Push(members.GetAt(i).Value);
                    }

                    break;
                case JsonArray items:
                    for (var i = items.Count - 1; i >= 0; i--)
                    {
                        pending.Push(items[i]);
                    }

                    break;
            }
        }
    }

    private void SelectFrom(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        foreach (var selector in Selectors)
        {
            selector.Select(evaluation, node, found);
        }
    }
}
