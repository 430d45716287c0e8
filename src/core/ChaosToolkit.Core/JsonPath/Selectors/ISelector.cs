using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Selectors;

/// <summary>What picks values out of a value.</summary>
internal interface ISelector
{
    /// <summary>Adds what it picks; nothing where the value is of a kind that it does not apply to.</summary>
    void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found);
}
