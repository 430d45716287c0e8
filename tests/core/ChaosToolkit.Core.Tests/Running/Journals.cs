using System.Text.Json.Nodes;

namespace ChaosToolkit.Running;

/// <summary>What tests look at in a journal.</summary>
internal static class Journals
{
    public static string Status(this JsonObject journal) => (string)journal["status"]!;

    public static bool HasDeviated(this JsonObject journal) => (bool)journal["deviated"]!;

    /// <summary>The entries of a list (<c>run</c>, <c>rollbacks</c>) as <c>name status</c>; <c>name -</c> without one.</summary>
    public static IEnumerable<string> Entries(this JsonObject journal, string list) => ((JsonArray)journal[list]!).Select(Describe);

    /// <summary>The probes of a state (<c>before</c>, <c>after</c>) as <c>name status</c>.</summary>
    public static IEnumerable<string> Probes(this JsonObject journal, string moment) => ((JsonArray)journal["steady_states"]![moment]!["probes"]!).Select(Describe);

    private static string Describe(JsonNode? entry) => $"{entry!["activity"]!["name"]} {entry["status"] ?? "-"}";
}
