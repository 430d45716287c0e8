using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Secrets;

/// <summary>Masks a journal by its shape: what the runner says itself (times, statuses, hashes) stays, the experiment stays as it was written, the rest is masked.</summary>
internal sealed class JournalMask(SecretMask mask)
{
    private static readonly string[] OfJournal =
        ["chaoslib-version", "platform", "node", "start", "end", "duration", "status", "deviated", "run_id", "run_log", "tool"];

    private static readonly string[] OfEntry = ["start", "end", "duration", "status", "tolerance_met", "takes_back"];

    public JsonObject Of(JsonObject journal) => Members(journal, OfJournal, (name, value) => name switch
    {
        "experiment" => ValueCopy.Of(mask.ApplyToDocument(value)),
        "steady_states" when value is JsonObject states => Members(states, [], (_, state) => State(state)),
        "restoration" => State(value),
        "run" or "rollbacks" or "undo" => Each(value, Entry),
        "verdict" when value is JsonObject verdict => Members(verdict, ["outcome"], (_, reasons) => Each(reasons, Reason)),
        _ => Masked(value),
    });

    private JsonNode? State(JsonNode? state) => state switch
    {
        JsonArray rounds => Each(rounds, State),
        JsonObject one => Members(one, ["steady_state_met"], (name, value) => name == "probes" ? Each(value, Entry) : Masked(value)),
        _ => Masked(state),
    };

    private JsonNode? Entry(JsonNode? entry) => entry is JsonObject members
        ? Members(members, OfEntry, (name, value) => name == "activity" ? ValueCopy.Of(mask.ApplyToDocument(value)) : Masked(value))
        : Masked(entry);

    private JsonNode? Reason(JsonNode? reason) => reason is JsonObject members ? Members(members, ["where"], (_, value) => Masked(value)) : Masked(reason);

    private JsonNode? Each(JsonNode? list, Func<JsonNode?, JsonNode?> each) => list is JsonArray items ? new JsonArray([.. items.Select(each)]) : Masked(list);

    private static JsonObject Members(JsonObject holder, string[] kept, Func<string, JsonNode?, JsonNode?> other)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in holder)
        {
            copy.Add(name, kept.Contains(name) ? ValueCopy.Of(value) : other(name, value));
        }

        return copy;
    }

    private JsonNode? Masked(JsonNode? value) => ValueCopy.Of(mask.Apply(value));
}
