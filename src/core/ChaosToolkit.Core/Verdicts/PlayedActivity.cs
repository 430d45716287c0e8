using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts;

/// <summary>An entry of the journal for one activity.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Where">Where it stands.</param>
internal sealed record PlayedActivity(JsonObject Entry, string Where)
{
    public JsonObject Declaration => Entry["activity"] as JsonObject ?? [];

    public string Name => PythonText.Of(Declaration["name"]);

    public bool IsAction => Value.AsText(Declaration["type"]) == "action";

    /// <summary>How it ended; <see langword="null"/> when it was cut short.</summary>
    public string? Status => Value.AsText(Entry["status"]);

    public bool HasFailed => Status == "failed";

    public VerdictReason ToFailure(string what) => Status is { } status
        ? new($"The {what} '{Name}' failed{Cause}", Where, "succeeded", Value.Text(status))
        : new($"The {what} '{Name}' did not come to its end", Where, "succeeded", null);

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
