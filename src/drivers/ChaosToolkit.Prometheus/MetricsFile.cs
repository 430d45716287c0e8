using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;

namespace ChaosToolkit.Prometheus;

/// <summary>A run's own metrics as a file that the node exporter's textfile collector reads: whole or not at all.</summary>
public static class MetricsFile
{
    /// <summary>Checks that the file can be written, before anything is run. A missing folder is made.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ChaosException">It cannot; the message says why.</exception>
    public static void EnsureWritable(string path)
    {
        try
        {
            WholeFile.EnsureWritable(path, makesFolder: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChaosException($"The metrics cannot be written to '{path}': {exception.Message} Name another file with --metrics-file.", exception);
        }
    }

    /// <summary>Writes the metrics of a run through a temporary file that takes the place of the one before.</summary>
    /// <param name="path">The file.</param>
    /// <param name="journal">The journal, secrets masked.</param>
    /// <exception cref="ChaosException">It could not be written; the message says why.</exception>
    public static void Write(string path, JsonObject journal)
    {
        try
        {
            WholeFile.Write(path, Encoding.UTF8.GetBytes(MetricsText.Of(journal)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChaosException($"The metrics could not be written to '{path}': {exception.Message}", exception);
        }
    }
}
