using System.Diagnostics.Metrics;

namespace ChaosToolkit.Telemetry;

/// <summary>The metrics of runs.</summary>
internal static class RunInstruments
{
    private static readonly Meter Meter = new(TelemetryOptions.SourceName);

    public static Counter<long> Experiments { get; } = Meter.CreateCounter<long>("chaos.experiments", "{experiment}", "Runs that ended, by status.");

    public static Histogram<double> ActivityDuration { get; } = Meter.CreateHistogram<double>("chaos.activity.duration", "s", "How long activities took.", advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });

    public static Gauge<int> HypothesisMet { get; } = Meter.CreateGauge<int>("chaos.hypothesis.met", "1", "Whether the hypothesis was met when it was last checked.");

    public static UpDownCounter<int> Running { get; } = Meter.CreateUpDownCounter<int>("chaos.experiment.running", "{experiment}", "Runs under way.");
}
