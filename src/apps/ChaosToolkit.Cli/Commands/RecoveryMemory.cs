using System.Runtime;
using ChaosToolkit.Runs;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Memory for a recovery, until it is disposed: it reads a log once, writes a journal once and ends, and needs nearly all of what it reads until then. To look again and again for what it does not takes a third of its time.</summary>
internal sealed class RecoveryMemory : IDisposable
{
    // Below this a collection is not felt.
    private const long Long = 4_000_000;

    // What the events of a log and the journal made from them take, against the log.
    private const int Factor = 12;

    private RecoveryMemory()
    {
    }

    /// <summary>Asks for the memory beforehand, but never for more than a quarter of what there is: then, and where it is not to be had, the collector works as always.</summary>
    /// <param name="path">The run's folder.</param>
    public static RecoveryMemory For(string path)
    {
        var log = new FileInfo(RunFolder.LogPathIn(path));
        var most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        if (log is { Exists: true, Length: > Long } && most > Long)
        {
            try
            {
                _ = GC.TryStartNoGCRegion(Math.Min(Factor * log.Length, most));
            }
            catch (ArgumentOutOfRangeException)
            {
                // More than this runtime can give at once.
            }
        }

        return new RecoveryMemory();
    }

    /// <summary>Lets the collector work as always: the next recovery asks for its own.</summary>
    public void Dispose()
    {
        try
        {
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }
        }
        catch (InvalidOperationException)
        {
            // It was too little, and has been given up meanwhile.
        }
    }
}
