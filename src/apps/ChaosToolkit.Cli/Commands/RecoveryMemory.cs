namespace ChaosToolkit.Cli.Commands;

/// <summary>Memory for a recovery: it reads a log once, writes a journal once and ends, and needs nearly all of what it reads until then. To look again and again for what it does not takes a third of its time.</summary>
internal static class RecoveryMemory
{
    // Below this a collection is not felt.
    private const long Long = 4_000_000;

    // What the events of a log and the journal made from them take, against the log.
    private const int Factor = 12;

    /// <summary>Asks for the memory beforehand, but never for more than a quarter of what there is: then, and where it is not to be had, the collector works as always.</summary>
    /// <param name="path">The run's folder.</param>
    public static void PrepareFor(string path)
    {
        var log = new FileInfo(Path.Combine(path, "log.jsonl"));
        var most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        if (log is not { Exists: true, Length: > Long } || most <= Long)
        {
            return;
        }

        try
        {
            _ = GC.TryStartNoGCRegion(Math.Min(Factor * log.Length, most));
        }
        catch (ArgumentOutOfRangeException)
        {
            // More than this runtime can give at once.
        }
    }
}
