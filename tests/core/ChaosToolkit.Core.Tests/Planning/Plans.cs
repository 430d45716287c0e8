using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Extensions;
using ChaosToolkit.Running;

namespace ChaosToolkit.Planning;

/// <summary>Plans of experiments that are written in the tests.</summary>
internal static class Plans
{
    public static readonly RunOptions NoOptions = new();

    public static ExperimentPlan Of(string experiment, RunOptions? options = null, Variables? variables = null, Dictionary<string, string>? environment = null, string? controls = null)
    {
        var engine = ExtensionSamples.NewEngine();
        if (controls is not null)
        {
            engine.Controls.AddGlobals((JsonObject)JsonNode.Parse(controls)!);
        }

        return new ExperimentPlanner(engine.Services, engine.Providers, engine.Controls, name => environment?.GetValueOrDefault(name))
            .Plan((JsonObject)JsonNode.Parse(experiment)!, variables ?? Variables.None, options ?? NoOptions, "e.json");
    }

    public static Task<ExperimentPlan> ProbeAsync(string experiment, Dictionary<string, string>? environment = null)
    {
        var engine = ExtensionSamples.NewEngine();
        return new ExperimentPlanner(engine.Services, engine.Providers, engine.Controls, name => environment?.GetValueOrDefault(name))
            .ProbeAsync((JsonObject)JsonNode.Parse(experiment)!, Variables.None, NoOptions, "e.json", TestContext.Current.CancellationToken);
    }

    public static JsonArray PhasesOf(this ExperimentPlan plan) => plan.ToJson()["plan"]!["phases"]!.AsArray();

    public static string[] NamesOf(this ExperimentPlan plan) => [.. plan.PhasesOf().Select(phase => (string?)phase!["phase"] ?? "")];

    public static JsonNode Activity(this ExperimentPlan plan, string phase, int index) =>
        plan.PhasesOf().Single(one => (string?)one!["phase"] == phase)!["activities"]![index]!;
}
