using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2.Functions;

/// <summary><c>charAt(n)</c>: the character at a place, counted from the end where it is negative; nothing beyond the text.</summary>
[Function("charAt")]
internal sealed class CharAtFunction : IFunction
{
    public void Call(JsonNode? node, IReadOnlyList<JsonNode?> arguments, List<JsonNode?> found)
    {
        if (arguments is not [var argument] || WholeNumber.Of(argument) is not { } place || Value.AsText(node) is not { } text)
        {
            return;
        }

        var count = CodePoints.CountOf(text);
        var index = place.Sign < 0 ? place + count : place;
        if (index.Sign >= 0 && index < count)
        {
            found.Add(Value.Text(CodePoints.Cut(text, (int)index, (int)index + 1)));
        }
    }
}
