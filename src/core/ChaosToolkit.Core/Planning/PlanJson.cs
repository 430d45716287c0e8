using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>A plan as JSON. What is hashed stands in the member <c>plan</c>; what may differ between two looks at the same plan stands beside it.</summary>
internal static class PlanJson
{
    private const string Format = "chaos-plan/1";

    public static JsonObject Of(ExperimentPlan plan) => new()
    {
        ["format"] = Format,
        ["hash"] = plan.Hash,
        ["source"] = plan.Source,
        ["estimate"] = new JsonObject
        {
            ["at_least_seconds"] = Value.Float(plan.Estimate.AtLeast.TotalSeconds),
            ["at_most_seconds"] = plan.Estimate.AtMost is { } most ? Value.Float(most.TotalSeconds) : null,
        },
        ["probed"] = plan.Probed is null ? null : List(plan.Probed, Of),
        ["plan"] = PlanOf(plan),
    };

    public static JsonObject PlanOf(ExperimentPlan plan) => new()
    {
        ["title"] = plan.Title,
        ["settings"] = plan.Settings.DeepClone(),
        ["configuration"] = List(plan.Configuration, entry => new JsonObject { ["name"] = entry.Name, ["known"] = entry.IsKnown, ["value"] = ValueCopy.Of(entry.Value), ["from"] = Of(entry.Origin) }),
        ["secrets"] = List(plan.Secrets, entry => new JsonObject { ["name"] = entry.Name, ["known"] = entry.IsKnown, ["from"] = Of(entry.Origin) }),
        ["controls"] = List(plan.Controls, Of),
        ["phases"] = List(plan.Phases, Of),
        ["open"] = List(plan.Open, open => new JsonObject { ["kind"] = open.Kind, ["where"] = open.Where, ["what"] = open.What }),
    };

    private static JsonObject Of(PlannedPhase phase) => new()
    {
        ["phase"] = phase.Kind,
        ["when"] = phase.When,
        ["controls"] = Texts(phase.Controls),
        ["activities"] = List(phase.Activities, Of),
    };

    private static JsonObject Of(PlannedActivity activity)
    {
        var json = new JsonObject
        {
            ["pointer"] = activity.Pointer,
            ["name"] = activity.Name,
            ["type"] = activity.Type,
            ["provider"] = activity.Provider,
            ["arguments"] = List(activity.Arguments, Of),
        };
        Add("secrets", activity.Secrets.Count > 0 ? Texts(activity.Secrets) : null);
        Add("played", activity.IsLeftOut ? false : null);
        Add("background", activity.IsBackground ? true : null);
        Add("pause_before", Of(activity.PauseBefore));
        Add("pause_after", Of(activity.PauseAfter));
        Add("timeout", Of(activity.Timeout));
        Add("tolerance", Of(activity.Tolerance));
        Add("expect_status", ValueCopy.Of(activity.ExpectedStatus));
        Add("every", Of(activity.Polling?.Every));
        Add("within", Of(activity.Polling?.Within));
        Add("effect", activity.Effect is { } effect ? Of(effect) : null);
        Add("undo", activity.Undo.Count > 0 ? Texts(activity.Undo.Select(undo => undo.Name)) : null);
        Add("takes_back", activity.TakesBack is { } action ? action : null);
        Add("controls", activity.Controls.Count > 0 ? Texts(activity.Controls) : null);
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    private static JsonObject Of(PlannedControl control) => new()
    {
        ["name"] = control.Name,
        ["provider"] = control.Provider,
        ["module"] = control.Module,
        ["scope"] = control.Scope,
        ["global"] = control.IsGlobal,
        ["guard"] = control.IsGuard,
        ["arguments"] = List(control.Arguments, Of),
        ["around"] = Texts(control.Around),
    };

    private static JsonObject? Of(PlannedValue? value) => value is null
        ? null
        : new JsonObject { ["name"] = value.Name, ["value"] = ValueCopy.Of(value.Value), ["from"] = List(value.From, Of) };

    private static JsonObject Of(ValueOrigin origin)
    {
        var json = new JsonObject { ["name"] = origin.Name, ["kind"] = ExtensionNames.Snake(origin.Kind.ToString()) };
        if (origin.Detail is { } detail)
        {
            json["detail"] = detail;
        }

        if (origin.IsSecret)
        {
            json["secret"] = true;
        }

        return json;
    }

    private static JsonObject Of(ProbedActivity answer) => new()
    {
        ["pointer"] = answer.Pointer,
        ["name"] = answer.Name,
        ["targets"] = answer.Plan is { } plan ? Texts(plan.Targets) : null,
        ["permission"] = answer.Plan is { } known ? ExtensionNames.Snake(known.Permission.ToString()) : null,
        ["notes"] = Texts(answer.Plan?.Notes ?? []),
        ["reason"] = answer.Reason,
    };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> of) => new([.. items.Select(of)]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
