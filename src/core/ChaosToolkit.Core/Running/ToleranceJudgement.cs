using System.Text.Json.Nodes;
using ChaosToolkit.Tolerances;

namespace ChaosToolkit.Running;

/// <summary>Holds an output of the run against a tolerance; a tolerance that is a probe is called the way activities are.</summary>
internal static class ToleranceJudgement
{
    public static ValueTask<ToleranceResult> OfAsync(RunContext run, JsonNode? tolerance, JsonNode? output, CancellationToken cancellationToken) =>
        run.Tolerances.CheckAsync(
            tolerance,
            output,
            new ToleranceContext(
                run.Configuration,
                run.Secrets,
                (probe, extraArguments, token) => ProviderCall.CallAsync(run, probe, inBackground: false, token, extraArguments)),
            cancellationToken);
}
