using ChaosToolkit.Reporting.Findings;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>What stands in a report, in its order: the overview where there are several runs, then each run.</summary>
internal static class ReportContents
{
    // All that outputs may take in a report, in characters; each activity gets its share of it.
    private const int AllOutputs = 6_000_000;
    private const int LongestOutput = 8000;
    private const int ShortestOutput = 400;

    /// <summary>The sections of the first level.</summary>
    public static IEnumerable<Section> Of(Report report)
    {
        if (report.Runs.Count > 1)
        {
            yield return OverviewContents.Of(new Overview(report.Runs), report);
        }

        var activities = Math.Max(1, report.Runs.Sum(run => run.Journal.Activities.Count()));
        var longest = Math.Clamp(AllOutputs / activities, ShortestOutput, LongestOutput);
        for (var i = 0; i < report.Runs.Count; i++)
        {
            yield return RunContents.Of(report.Runs[i], i, longest);
        }
    }

    /// <summary>The name of a run's section.</summary>
    public static string IdOf(int run) => $"run-{run + 1}";
}
