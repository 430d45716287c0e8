using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>Puts the parts of a run in the order in which they are played.</summary>
internal sealed class PhasePlanner(
    JsonObject experiment, RunOptions options, ActivityPlanner activities, ControlSet controls, HypothesisStrategy hypothesisStrategy, RollbackStrategy rollbackStrategy)
{
    public IReadOnlyList<PlannedPhase> Plan(Variables variables, bool verifiesRestoration)
    {
        var isDeclared = HypothesisCheck.IsDeclared(experiment);
        var method = List("method", "/method", isOfMethod: true);
        List<PlannedPhase> phases = [];
        var entries = Entries(variables);
        Add(entries.Count > 0, "configuration", "when the run starts", entries);
        Add(isDeclared && hypothesisStrategy is HypothesisStrategy.Default or HypothesisStrategy.BeforeMethodOnly or HypothesisStrategy.Continuously,
            "hypothesis-before", "the method is played only if it is met", Probes());
        Add(true, "method", "", method);
        Add(isDeclared && hypothesisStrategy is HypothesisStrategy.DuringMethodOnly or HypothesisStrategy.Continuously,
            "hypothesis-during", During(), Probes());
        Add(isDeclared && hypothesisStrategy is HypothesisStrategy.Default or HypothesisStrategy.AfterMethodOnly or HypothesisStrategy.Continuously,
            "hypothesis-after", "when the method was played to its end", Probes());
        List<PlannedActivity> undo = [.. method.Reverse().SelectMany(action => action.Undo)];
        Add(undo.Count > 0, "undo", options.KeepsFaults ? "never (--no-undo): it is left in place" : "however the run ends, last in first out", undo);
        Add(rollbackStrategy != RollbackStrategy.Never && experiment["rollbacks"] is JsonArray { Count: > 0 }, "rollbacks", RollbacksWhen(), List("rollbacks", "/rollbacks", isOfMethod: false));
        Add(verifiesRestoration && isDeclared, "restoration", "after undo and rollbacks", Probes());
        return phases;

        void Add(bool isPlayed, string kind, string when, IReadOnlyList<PlannedActivity> list)
        {
            if (isPlayed)
            {
                phases.Add(new PlannedPhase(kind, when, list, ControlsOf(kind))
                {
                    IsUsual = !(kind == "undo" && options.KeepsFaults) && !(kind == "rollbacks" && rollbackStrategy == RollbackStrategy.Deviated),
                });
            }
        }
    }

    private IReadOnlyList<PlannedActivity> Probes() => List((experiment["steady-state-hypothesis"] as JsonObject)?["probes"], "/steady-state-hypothesis/probes", isOfMethod: false);

    private IReadOnlyList<PlannedActivity> List(string member, string pointer, bool isOfMethod) => List(experiment[member], pointer, isOfMethod);

    private IReadOnlyList<PlannedActivity> List(JsonNode? list, string pointer, bool isOfMethod) =>
        [.. (list as JsonArray ?? []).Select((item, i) => (Item: item as JsonObject, Index: i)).Where(one => one.Item is not null)
            .Select(one => activities.Plan(one.Item!, $"{pointer}/{one.Index}", isOfMethod))]; // those that are none are left out

    private List<PlannedActivity> Entries(Variables variables) =>
    [
        .. from entry in experiment["configuration"] as JsonObject ?? []
           let effective = (variables.Configuration.TryGetPropertyValue(entry.Key, out var given) ? given : entry.Value) as JsonObject
           where effective is not null && Value.AsText(effective["type"]) == "probe"
           select activities.PlanEntry(entry.Key, effective, $"/configuration/{Pointer.Escape(entry.Key)}"),
    ];

    private IReadOnlyList<string> ControlsOf(string kind) => kind switch
    {
        "method" => ActivityPlanner.NamesOf(controls.Applying(ControlLevel.Method, experiment, experiment)),
        "rollbacks" => ActivityPlanner.NamesOf(controls.Applying(ControlLevel.Rollback, experiment, experiment)),
        "undo" or "configuration" => [],
        _ => ActivityPlanner.NamesOf(controls.Applying(ControlLevel.Hypothesis, (JsonObject)experiment["steady-state-hypothesis"]!, experiment)), // it is declared
    };

    private string During()
    {
        var every = PythonText.OfFloat(options.HypothesisFrequency.TotalSeconds);
        var ends = !options.FailFast ? ""
            : options.FailFastRatio > 0 ? $"; the method ends when {PythonText.OfFloat(options.FailFastRatio)} of the checks are not met"
            : "; the method ends when it is not met";
        return $"while the method goes on, every {every} s{ends}";
    }

    private string RollbacksWhen() => rollbackStrategy switch
    {
        RollbackStrategy.Always => "however the run ends",
        RollbackStrategy.Deviated => "only if the run deviates",
        _ => "unless the run fails or is interrupted",
    };
}
