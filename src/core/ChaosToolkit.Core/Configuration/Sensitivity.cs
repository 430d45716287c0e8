using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Finds the texts in a secret value that must not be written anywhere.</summary>
internal static class Sensitivity
{
    public static void Collect(JsonNode? node, ISet<string> texts)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, member) in members)
                {
                    Collect(member, texts);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, texts);
                }

                break;
            default:
                // Truths and null are no secrets: masking them would blank every "True" of a log.
                if (Value.KindOf(node) is ValueKind.Text or ValueKind.Integer or ValueKind.Float && PythonText.Of(node) is { Length: > 0 } text)
                {
                    texts.Add(text);
                }

                break;
        }
    }
}
