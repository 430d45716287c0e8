using System.Numerics;
using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Selectors;

/// <summary><c>[0]</c>, <c>[-1]</c>: the element at a place, counted from the end where it is negative.</summary>
internal sealed record IndexSelector(BigInteger Index) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        if (node is not JsonArray items)
        {
            return;
        }

        var index = Index.Sign < 0 ? Index + items.Count : Index;
        if (index.Sign >= 0 && index < items.Count)
        {
            found.Add(items[(int)index]);
        }
    }
}
