using ChaosToolkit.Runs;

namespace ChaosToolkit.Cli.Commands;

/// <summary>A run as a line of a list.</summary>
internal static class RunLines
{
    public static string Of(RunEntry run) => $"{run.Id}  {Describe(run),-8}  {run.Path}";

    private static string Describe(RunEntry run) => run.Condition switch
    {
        RunCondition.Running => "running",
        RunCondition.Broken => "broken",
        RunCondition.Open => $"{run.Open.Count} open",
        _ => "ended",
    };
}
