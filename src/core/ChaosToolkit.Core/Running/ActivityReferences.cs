using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>Finds what a <c>ref</c> refers to: a probe of the hypothesis before an activity of the method, of two with one name the last.</summary>
internal static class ActivityReferences
{
    /// <exception cref="ChaosException">There is no activity of that name.</exception>
    public static JsonObject Resolve(JsonObject declaration, JsonObject experiment)
    {
        if (!declaration.TryGetPropertyValue("ref", out var reference) || !PythonComparison.IsTrue(reference))
        {
            return declaration;
        }

        var name = PythonText.Of(reference);
        return Find(name, experiment) ?? throw new ChaosException($"There is no activity '{name}' that the ref could mean.");
    }

    public static JsonObject? Find(string name, JsonObject experiment) =>
        Last(name, (experiment["steady-state-hypothesis"] as JsonObject)?["probes"]) ?? Last(name, experiment["method"]);

    private static JsonObject? Last(string name, JsonNode? list) =>
        (list as JsonArray)?.OfType<JsonObject>().LastOrDefault(activity => Value.AsText(activity["name"]) == name);
}
