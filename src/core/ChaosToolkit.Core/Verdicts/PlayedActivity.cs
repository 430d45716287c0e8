using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts;

/// <summary>An entry of the journal for one activity.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="List">The list it stands in.</param>
/// <param name="Index">Its place there.</param>
internal sealed record PlayedActivity(JsonObject Entry, string List, int Index)
{
    /// <summary>Where it stands.</summary>
    public string Where => $"{List}/{Index}";

    public JsonObject Declaration { get; } = Entry["activity"] as JsonObject ?? [];

    public string Name => PythonText.Of(Declaration["name"]);

    public bool IsAction { get; } = Value.AsText((Entry["activity"] as JsonObject)?["type"]) == "action";

    /// <summary>How it ended; <see langword="null"/> when it was cut short.</summary>
    public string? Status { get; } = Value.AsText(Entry["status"]);

    /// <summary>Whether a control had it left out.</summary>
    public bool IsBypassed { get; } = Entry.ContainsKey("bypassed");

    public bool HasFailed => Status == "failed";

    public VerdictReason ToFailure(string what) => Status is { } status
        ? new($"The {what} '{Name}' failed{Cause}", Where, "succeeded", Value.Text(status))
        : new($"The {what} '{Name}' did not come to its end", Where, "succeeded", null);

    public VerdictReason ToBypass(string what) => new($"The {what} '{Name}' was bypassed: {Value.AsText(Entry["bypassed"])}", Where, null, null);

    // The last line of a traceback, or the first of ours, says why.
    private string Cause
    {
        get
        {
            var lines = (Entry["exception"] as JsonArray ?? []).Select(Value.AsText).OfType<string>().Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
            return lines.Count == 0 ? "" : $": {(lines[0].StartsWith("Traceback", StringComparison.Ordinal) ? lines[^1] : lines[0])}";
        }
    }
}
