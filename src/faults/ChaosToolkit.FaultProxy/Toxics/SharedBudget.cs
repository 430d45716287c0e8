namespace ChaosToolkit.Toxics;

/// <summary>What all connections of a proxy may spend together: who comes first is served first.</summary>
internal sealed class SharedBudget
{
    private readonly Lock gate = new();
    private long due;

    /// <summary>When something is paid for that waited since a moment and costs so many ticks.</summary>
    public long Spend(long since, long cost)
    {
        lock (gate)
        {
            return due = Math.Max(due, since) + cost;
        }
    }
}
