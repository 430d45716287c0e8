using System.Text.Json.Nodes;

namespace ChaosToolkit.Journaling;

/// <summary>A built-in control decided something: a guard ended the run, somebody answered a question. The journal lists it under <c>controls</c>.</summary>
/// <param name="Time">When.</param>
/// <param name="Control">The control's name.</param>
/// <param name="Kind">What it is: <c>guard</c>, <c>budget</c>, <c>answer</c>, <c>wait</c>.</param>
/// <param name="Facts">The rest: who, what, why.</param>
public sealed record ControlTold(DateTimeOffset Time, string Control, string Kind, JsonObject Facts) : RunLogEvent(Time)
{
    /// <summary>As it stands in the journal.</summary>
    internal JsonObject ToJson(string time)
    {
        var entry = new JsonObject { ["control"] = Control, ["kind"] = Kind, ["time"] = time };
        foreach (var (name, value) in Facts)
        {
            entry[name] = value?.DeepClone();
        }

        return entry;
    }
}

/// <summary>A control had an activity left out; its entry in the journal says so as <c>bypassed</c>.</summary>
/// <param name="Time">When.</param>
/// <param name="Activity">The activity's number.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ActivityBypassed(DateTimeOffset Time, int Activity, string Reason) : RunLogEvent(Time);
