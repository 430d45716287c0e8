using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Wizard;

/// <summary>Reads the activities of a discovery document, which <c>chaos discover</c> writes.</summary>
internal static class DiscoveryDocument
{
    // The engine gives these to a function; nobody is to type them.
    private static readonly HashSet<string> Given = new(StringComparer.Ordinal) { "configuration", "secrets" };

    /// <exception cref="LoadingException">It is no discovery document.</exception>
    public static IReadOnlyList<DiscoveredActivity> Read(string path, JsonNode? root)
    {
        if (root is not JsonObject document || document["activities"] is not JsonArray activities)
        {
            throw new LoadingException($"'{path}' is no discovery document: it has no list of 'activities'. Make one with chaos discover.");
        }

        // What serves the functions; the original's documents do not say it, and mean Python.
        var provider = Value.AsText(document["load_by"]) ?? "python";
        return
        [
            .. activities.Select((activity, index) => (Activity: activity as JsonObject, Index: index))
                .Where(entry => Value.AsText(entry.Activity?["type"]) != "tolerance")
                .Select(entry => ReadActivity(path, entry.Activity, entry.Index, provider)),
        ];
    }

    private static DiscoveredActivity ReadActivity(string path, JsonObject? activity, int index, string provider)
    {
        var place = $"/activities/{index}";
        return new DiscoveredActivity
        {
            Type = Value.AsText(activity?["type"]) is "probe" or "action" ? Required(path, activity, "type", place)
                : throw new LoadingException($"'{path}', {place}: the 'type' of an activity must be probe or action. Make the document anew with chaos discover."),
            Name = Required(path, activity, "name", place),
            Module = Required(path, activity, "mod", place),
            Provider = Value.AsText(activity?["provider"]) ?? provider,
            About = Value.AsText(activity?["doc"])?.Trim() ?? "",
            Arguments = [.. (activity?["arguments"] as JsonArray ?? [])
                .Select((argument, position) => ReadArgument(path, argument as JsonObject, $"{place}/arguments/{position}"))
                .Where(argument => !Given.Contains(argument.Name))],
        };
    }

    private static DiscoveredArgument ReadArgument(string path, JsonObject? argument, string place) => new(
        Required(path, argument, "name", place),
        Value.AsText(argument?["type"]),
        argument?.ContainsKey("default") == true,
        argument?["default"]);

    private static string Required(string path, JsonObject? holder, string member, string place) =>
        Value.AsText(holder?[member]) is { Length: > 0 } text ? text
        : throw new LoadingException($"'{path}', {place}: there is no '{member}'. Make the document anew with chaos discover.");
}
