using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts;

/// <summary>Which statuses of a process or of an HTTP call are success: the member <c>expect-status</c> of an action, a whole number or a list of them.</summary>
internal static class ExpectedStatus
{
    public const string Member = "expect-status";

    /// <summary>Whether an activity expects a status, which is then no reason for a warning.</summary>
    public static bool Allows(JsonObject activity, int status) => Of(activity)?.Contains(status) == true;

    /// <summary>Why the outcome of an action is none that brought a fault in; <see langword="null"/> when it may be.</summary>
    public static VerdictReason? ReasonAgainst(PlayedActivity action)
    {
        var type = Value.AsText((action.Declaration["provider"] as JsonObject)?["type"]);
        if (type is not ("process" or "http") || action.Entry["output"] is not JsonObject output || Value.KindOf(output["status"]) != ValueKind.Integer)
        {
            return null;
        }

        var status = Value.AsInteger(output["status"]);
        var expected = Of(action.Declaration);
        if (expected is not null ? expected.Any(one => one == status) : type == "process" ? status == 0 : status <= 399)
        {
            return null;
        }

        var what = type == "process" ? $"The process of the action '{action.Name}' ended with status {status}" : $"The call of the action '{action.Name}' was answered with status {status}";
        return new VerdictReason(what, $"{action.Where}/output/status", expected is null ? Value.Text(type == "process" ? "0" : "below 400") : action.Declaration[Member], output["status"]);
    }

    private static int[]? Of(JsonObject activity) => activity[Member] switch
    {
        null => null,
        JsonArray list => [.. list.Select(Single).OfType<int>()],
        var single => [.. new[] { Single(single) }.OfType<int>()],
    };

    /// <summary>Whether a value can be a status.</summary>
    public static bool IsStatus(JsonNode? node) => Single(node) is not null;

    private static int? Single(JsonNode? node) =>
        Value.KindOf(node) == ValueKind.Integer && Value.AsInteger(node) is var number && number >= int.MinValue && number <= int.MaxValue ? (int)number : null;
}
