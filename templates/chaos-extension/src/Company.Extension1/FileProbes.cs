using ChaosToolkit.Extensions;

namespace Company.Extension1;

/// <summary>What can be asked of files.</summary>
public static class FileProbes
{
    /// <summary>Gives the number of lines of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Given by the engine: the activity timed out, or the run was interrupted.</param>
    [Probe]
    public static async Task<int> CountLinesAsync(string path, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        return lines.Length;
    }
}
