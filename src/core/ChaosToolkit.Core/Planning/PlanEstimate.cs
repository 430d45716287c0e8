namespace ChaosToolkit.Planning;

/// <summary>How long a run takes that goes well.</summary>
/// <param name="AtLeast">The pauses: what activities take on top of them, nobody knows before.</param>
/// <param name="AtMost">The pauses and the time-outs; <see langword="null"/> where one activity has none.</param>
internal sealed record PlanEstimate(TimeSpan AtLeast, TimeSpan? AtMost)
{
    // A time that no run takes: more is a slip of the hand.
    private const double Most = 1e9;

    public static PlanEstimate Of(IReadOnlyList<PlannedPhase> phases, TimeSpan? limit)
    {
        var usual = phases.Where(phase => phase.IsUsual).ToList();
        var least = usual.Where(phase => phase.Kind != "hypothesis-during").Sum(phase => Length(phase, _ => 0) ?? 0);
        var lengths = usual.Where(phase => phase.Kind != "hypothesis-during").Select(phase => Length(phase, LimitOf)).ToList();
        var during = usual.Find(phase => phase.Kind == "hypothesis-during") is { } watch ? Length(watch, LimitOf) : 0;
        var most = lengths.Contains(null) || during is null ? null : lengths.Sum() + during;
        var (shortest, longest) = (TimeSpan.FromSeconds(Math.Min(least, Most)), most is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, Most)) : limit);
        return new PlanEstimate(
            limit is { } first && first < shortest ? first : shortest,
            limit is { } second && longest is { } third && second < third ? second : longest);
    }

    // What runs in the background ends within its phase, which waits for it.
    private static double? Length(PlannedPhase phase, Func<PlannedActivity, double?> timeOf)
    {
        var (now, end) = (0d, 0d);
        foreach (var activity in phase.Activities)
        {
            if (timeOf(activity) is not { } time)
            {
                return null;
            }

            var length = Seconds(activity.PauseBefore) + time + Seconds(activity.PauseAfter);
            end = Math.Max(end, now + length);
            now += activity.IsBackground ? 0 : length;
        }

        return end;
    }

    private static double? LimitOf(PlannedActivity activity)
    {
        if (activity.IsLeftOut)
        {
            return 0;
        }

        var limits = new[] { activity.Timeout, activity.Provider == "process" ? activity.Arguments.FirstOrDefault(argument => argument.Name == "timeout") : null };
        var limit = limits.Select(PlannedActivity.SecondsOf).OfType<double>().Where(seconds => seconds > 0).DefaultIfEmpty(double.NaN).Min();
        var effect = activity.Effect is null ? 0 : Seconds(activity.Effect.Polling?.Within);
        return double.IsNaN(limit) ? null : limit + effect;
    }

    private static double Seconds(PlannedValue? value) => PlannedActivity.SecondsOf(value) is { } seconds and > 0 ? Math.Min(seconds, Most) : 0;
}
