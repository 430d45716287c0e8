using ChaosToolkit;
using ChaosToolkit.Extensions;

namespace Company.Extension1;

/// <summary>What can be done to files.</summary>
public static class FileActions
{
    /// <summary>Adds a line to a file, as often as asked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="times">How often.</param>
    [Action]
    public static void AppendLine(string path, string line, int times = 1)
    {
        if (!File.Exists(path))
        {
            throw new ActivityFailedException($"There is no file '{path}'.");
        }

        File.AppendAllLines(path, Enumerable.Repeat(line, times));
    }

    /// <summary>Takes back what append_line did. It may be played twice, and without the action: it leads to the right state from any.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line; all that are the same are removed.</param>
    [Action]
    public static void RemoveLine(string path, string line)
    {
        if (File.Exists(path))
        {
            File.WriteAllLines(path, File.ReadAllLines(path).Where(other => other != line));
        }
    }
}
