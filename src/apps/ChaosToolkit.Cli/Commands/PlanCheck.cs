using System.Text.Json.Nodes;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Configuration;
using ChaosToolkit.Planning;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Holds a run against the plan that was reviewed.</summary>
internal static class PlanCheck
{
    /// <summary>The hash as the command line gives it.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string? Read(string? given, string option) => given is null || ExperimentPlan.IsHash(given)
        ? given
        : throw new UsageException($"{option} cannot be '{given}': it needs {ExperimentPlan.ShortestHash} to 64 hexadecimal digits of the hash that chaos plan prints.");

    /// <summary>Whether the plan is still the one that was reviewed; says so where it is not.</summary>
    public static bool Passes(Engine engine, JsonNode? document, Variables variables, RunArguments arguments, string expected, ILogger logger)
    {
        var plan = engine.Planner.Plan(document as JsonObject ?? [], variables, arguments.ToRunOptions(), arguments.Source);
        if (plan.Matches(expected))
        {
            return true;
        }

        logger.LogError(
            "The plan is not the one that was reviewed: its hash is {Hash}, not {Expected}. Nothing was run. See what it would do now with: chaos plan {Source}, and the options of this run.",
            plan.Hash[..Math.Max(ExperimentPlan.ShortestHash, expected.Length)],
            expected,
            arguments.Source);
        return false;
    }
}
