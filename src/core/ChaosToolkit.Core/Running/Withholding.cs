using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>Keeps entries of the configuration that hold a secret out of the run log: who recovers the run resolves them again.</summary>
internal static class Withholding
{
    // What is shorter stands in any text by chance.
    private const int ShortestSecret = 4;

    public static (JsonObject Shown, IReadOnlyList<string> Withheld) Of(JsonObject configuration, IReadOnlyCollection<string> sensitive)
    {
        var texts = sensitive.Where(text => text.Length >= ShortestSecret).ToList();
        var (shown, withheld) = (new JsonObject(), new List<string>());
        foreach (var (name, value) in configuration)
        {
            if (texts.Count > 0 && Holds(value, texts))
            {
                withheld.Add(name);
            }
            else
            {
                shown.Add(name, ValueCopy.Of(value));
            }
        }

        return (shown, withheld);
    }

    private static bool Holds(JsonNode? value, List<string> texts) => value switch
    {
        JsonObject members => members.Any(member => Holds(member.Value, texts)),
        JsonArray items => items.Any(item => Holds(item, texts)),
        null => false,
        _ => PythonText.Of(value) is var text && texts.Exists(secret => text.Contains(secret, StringComparison.Ordinal)),
    };
}
