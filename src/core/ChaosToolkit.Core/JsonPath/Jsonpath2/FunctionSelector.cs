using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary><c>.length()</c>: the results of a function, called once with each combination of what its arguments match.</summary>
internal sealed record FunctionSelector(IFunction Function, IReadOnlyList<Term> Arguments) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        var choices = Arguments.Select(argument => argument.ValuesOf(evaluation, node)).ToArray();
        if (choices.Any(values => values.Count == 0))
        {
            return;
        }

        // Counts through the combinations as an odometer does, the last argument fastest.
        var places = new int[choices.Length];
        while (true)
        {
            Function.Call(node, [.. choices.Select((values, i) => values[places[i]])], found);
            var wheel = places.Length - 1;
            while (wheel >= 0 && ++places[wheel] == choices[wheel].Count)
            {
                places[wheel--] = 0;
            }

            if (wheel < 0)
            {
                return;
            }
        }
    }
}
