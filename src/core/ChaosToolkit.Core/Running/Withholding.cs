using System.Text.Json.Nodes;
using ChaosToolkit.Secrets;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>Keeps entries of the configuration that hold a secret out of the run log, where they would be masked: who recovers the run resolves them again.</summary>
internal static class Withholding
{
    public static (JsonObject Shown, IReadOnlyList<string> Withheld) Of(JsonObject configuration, SecretMask mask)
    {
        var (shown, withheld) = (new JsonObject(), new List<string>());
        foreach (var (name, value) in configuration)
        {
            if (ReferenceEquals(mask.Apply(value), value))
            {
                shown.Add(name, ValueCopy.Of(value));
            }
            else
            {
                withheld.Add(name);
            }
        }

        return (shown, withheld);
    }
}
