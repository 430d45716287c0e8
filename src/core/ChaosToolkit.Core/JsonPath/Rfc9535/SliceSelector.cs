using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary><c>[1:5:2]</c>: the elements from a start to before an end; backwards with a negative step.</summary>
internal sealed record SliceSelector(long? Start, long? End, long Step) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        if (node is not JsonArray { Count: var count } items || Step == 0)
        {
            return;
        }

        if (Step > 0)
        {
            var (lower, upper) = (Bound(Start, 0, 0, count, count), Bound(End, count, 0, count, count));
            for (var i = lower; i < upper; i += Step)
            {
                found.Add(items[(int)i]);
            }
        }
        else
        {
            var (upper, lower) = (Bound(Start, count - 1, -1, count - 1, count), Bound(End, -1, -1, count - 1, count));
            for (var i = upper; i > lower; i += Step)
            {
                found.Add(items[(int)i]);
            }
        }
    }

    private static long Bound(long? index, long missing, long least, long most, int count) =>
        index is { } given ? Math.Clamp(given < 0 ? given + count : given, least, most) : missing;
}
