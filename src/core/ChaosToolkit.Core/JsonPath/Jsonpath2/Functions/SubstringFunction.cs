using System.Numerics;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2.Functions;

/// <summary><c>substring(a)</c>, <c>substring(a, b)</c>: the text from one place to before another, as Python's <c>text[a:b]</c>.</summary>
[Function("substring")]
internal sealed class SubstringFunction : IFunction
{
    public void Call(JsonNode? node, IReadOnlyList<JsonNode?> arguments, List<JsonNode?> found)
    {
        var places = arguments.Select(WholeNumber.Of).ToArray();
        if (Value.AsText(node) is not { } text || places.Length is 0 or > 2 || places.Any(place => place is null))
        {
            return;
        }

        var count = CodePoints.CountOf(text);
        var from = Place(places[0]!.Value, count); // none is null, see above
        var to = places.Length == 1 ? count : Place(places[1]!.Value, count);
        found.Add(Value.Text(from < to ? CodePoints.Cut(text, from, to) : ""));
    }

    private static int Place(BigInteger place, int count) => (int)BigInteger.Clamp(place.Sign < 0 ? place + count : place, 0, count);
}
