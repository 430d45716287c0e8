using System.Text.Json.Nodes;

namespace ChaosToolkit.Python.Documents;

/// <summary>A live document that the interpreter holds too.</summary>
/// <param name="number">What it is called on the wire.</param>
/// <param name="root">The document.</param>
/// <param name="shadow">What the interpreter was told of it.</param>
internal sealed class SharedDocument(int number, JsonNode root, Shadow shadow)
{
    internal int Number { get; } = number;

    internal JsonNode Root { get; } = root;

    internal Shadow Shadow { get; } = shadow;

    /// <summary>Documents of their own that stand in this one.</summary>
    internal HashSet<SharedDocument> Others { get; } = [];
}
