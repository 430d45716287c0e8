using System.Numerics;
using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>
/// <c>[1:5:2]</c>: the elements at Python's <c>range(start, end, step)</c>, where a missing start is 0 and a missing end the count also
/// when the step is negative, so that <c>[::-1]</c> matches nothing.
/// </summary>
internal sealed record RangeSelector(BigInteger? Start, BigInteger? End, BigInteger? Step) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        var step = Step ?? 1;
        if (node is not JsonArray { Count: var count } items || step.IsZero)
        {
            return;
        }

        var index = Place(Start ?? 0, count);
        var end = Place(End ?? count, count);
        if (step.Sign > 0)
        {
            for (index = BigInteger.Max(index, 0), end = BigInteger.Min(end, count); index < end; index += step)
            {
                found.Add(items[(int)index]);
            }

            return;
        }

        // Places beyond the list hold nothing; those are left out in one stride.
        if (index >= count)
        {
            index -= ((index - count) / -step + 1) * -step;
        }

        for (end = BigInteger.Max(end, -1); index > end; index += step)
        {
            found.Add(items[(int)index]);
        }
    }

    private static BigInteger Place(BigInteger index, int count) => index.Sign < 0 ? index + count : index;
}
