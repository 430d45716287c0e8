using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>Lists the controls of a run, and what each is called around.</summary>
internal sealed class ControlPlanner(JsonObject experiment, VariablePlan variables, ControlSet controls)
{
    // A control with such a word in its module's name may end the run to protect the system.
    private static readonly string[] Guards = ["safeguards", "safeguard", "budget", "budgets", "guard", "guards"];

    public IReadOnlyList<PlannedControl> Plan()
    {
        List<PlannedControl> plans = [];
        foreach (var (declaration, isGlobal) in controls.Declared(experiment))
        {
            var provider = declaration["provider"] as JsonObject ?? [];
            var module = Value.AsText(provider["module"]) ?? "";
            var arguments = provider["arguments"] as JsonObject ?? [];
            var pointer = isGlobal ? "" : "/controls";
            plans.Add(new PlannedControl(
                PythonText.Of(declaration["name"]),
                Value.AsText(provider["type"]) ?? "",
                module,
                Value.AsText(declaration["scope"]),
                isGlobal,
                module.Split('.').Intersect(Guards, StringComparer.OrdinalIgnoreCase).Any(),
                [.. arguments.Select(argument => variables.Resolve(argument.Key, argument.Value, pointer))],
                AroundOf(declaration, isGlobal)));
        }

        return plans;
    }

    private List<string> AroundOf(JsonObject declaration, bool isGlobal)
    {
        var hypothesis = experiment["steady-state-hypothesis"] as JsonObject;
        List<string> around = [];
        Add("loading", isGlobal);
        Add("experiment", Applies(ControlLevel.Experiment, experiment));
        Add("hypothesis", hypothesis is not null && Applies(ControlLevel.Hypothesis, hypothesis));
        Add("method", Applies(ControlLevel.Method, experiment));
        Add("rollbacks", Applies(ControlLevel.Rollback, experiment));
        JsonObject[] all = [.. Of(hypothesis?["probes"]), .. Of(experiment["method"]), .. Of(experiment["rollbacks"])];
        JsonObject[] own = [.. all.Where(activity => Applies(ControlLevel.Activity, activity))];
        Add("activities", own.Length > 0 && own.Length == all.Length);
        if (own.Length < all.Length)
        {
            around.AddRange(own.Select(activity => $"activity {PythonText.Of(activity["name"])}"));
        }

        return around;

        void Add(string what, bool isCalled)
        {
            if (isCalled)
            {
                around.Add(what);
            }
        }

        bool Applies(ControlLevel level, JsonObject context) => controls.Applying(level, context, experiment).Contains(declaration);
    }

    private static IEnumerable<JsonObject> Of(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
