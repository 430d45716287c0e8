using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>A function as a step of a path. A new one is a class that implements this, with a <see cref="FunctionAttribute"/>.</summary>
internal interface IFunction
{
    /// <summary>Adds the result; nothing where the value or the arguments are not of the kinds, or the count, that it is for.</summary>
    /// <param name="node">The value that it is called on.</param>
    /// <param name="arguments">One value for each argument.</param>
    /// <param name="found">Where the result goes; it may be a new value.</param>
    void Call(JsonNode? node, IReadOnlyList<JsonNode?> arguments, List<JsonNode?> found);
}
