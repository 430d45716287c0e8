using ChaosToolkit.Loading;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Cli.Github;

/// <summary>Where the activities of an experiment were written. Made before the run, which may change the document.</summary>
internal sealed class ActivityPlaces
{
    private readonly Dictionary<(string Section, string Name), SourceRange> places = [];

    public ActivityPlaces(LoadedDocument document)
    {
        var root = document.Node;
        File = document.Source.Name;
        Title = root["title"]?.Span.Range;
        Add("hypothesis", root["steady-state-hypothesis"]?["probes"]);
        Add("method", root["method"]);
        Add("rollbacks", root["rollbacks"]);
        foreach (var action in root["method"]?.Items ?? [])
        {
            Add("undo", action["undo"]);
        }
    }

    /// <summary>The document: a path or a URL.</summary>
    public string File { get; }

    /// <summary>Where the experiment's title stands; <see langword="null"/> when it has none.</summary>
    public SourceRange? Title { get; }

    /// <summary>Where an activity's name stands, first in the part of the run that it was played in; <see langword="null"/> when nobody wrote it there or elsewhere.</summary>
    public SourceRange? Of(string name, Phase phase)
    {
        var section = phase switch
        {
            Phase.Method => "method",
            Phase.Undo => "undo",
            Phase.Rollbacks => "rollbacks",
            _ => "hypothesis",
        };
        return places.TryGetValue((section, name), out var place) || places.TryGetValue(("", name), out place) ? place : null;
    }

    private void Add(string section, DocumentNode? activities)
    {
        // What takes an action back may be one activity or a list of them.
        foreach (var activity in activities is { Value: System.Text.Json.Nodes.JsonObject } ? [activities] : activities?.Items ?? [])
        {
            if ((activity["name"] ?? activity["ref"]) is { Text: { } name } node)
            {
                places.TryAdd((section, name), node.Span.Range);
                places.TryAdd(("", name), node.Span.Range);
            }
        }
    }
}
