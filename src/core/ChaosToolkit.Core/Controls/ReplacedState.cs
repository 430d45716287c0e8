using System.Text.Json.Nodes;

namespace ChaosToolkit.Controls;

/// <summary>A state that a control put in the place of the one it was given: the run holds on to its own, which takes over the content.</summary>
internal static class ReplacedState
{
    public static void Adopt(JsonNode? state, JsonNode? replacement)
    {
        if (ReferenceEquals(state, replacement))
        {
            return;
        }

        switch (state, replacement?.Parent is null ? replacement : Values.ValueCopy.Of(replacement))
        {
            case (JsonObject own, JsonObject other):
                own.Clear();
                foreach (var (key, value) in other.ToArray())
                {
                    other.Remove(key);
                    own.Add(key, value);
                }

                break;
            case (JsonArray own, JsonArray other):
                own.Clear();
                foreach (var item in other.ToArray())
                {
                    other.Remove(item);
                    own.Add(item);
                }

                break;
        }
    }
}
