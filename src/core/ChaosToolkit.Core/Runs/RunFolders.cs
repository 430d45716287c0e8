using ChaosToolkit.Journaling;

namespace ChaosToolkit.Runs;

/// <summary>How a run stands.</summary>
public enum RunCondition
{
    /// <summary>A process that lives has it.</summary>
    Running,

    /// <summary>Its process ended before the run did.</summary>
    Broken,

    /// <summary>It ended, and something is left to take back.</summary>
    Open,

    /// <summary>It ended and left nothing.</summary>
    Ended,
}

/// <summary>A run that has a folder.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Condition">How it stands.</param>
/// <param name="Open">What is left to take back.</param>
public sealed record RunEntry(string Id, string Path, RunCondition Condition, IReadOnlyList<OpenUndo> Open);

/// <summary>Finds the folders of runs, and removes those that are no longer needed.</summary>
public static class RunFolders
{
    /// <summary>The folder of runs below a working folder.</summary>
    public static string RootIn(string folder) => Path.Combine(folder, ".chaos", "runs");

    /// <summary>All runs below a folder of runs and those of this user that have not ended well, the oldest first.</summary>
    /// <param name="root">The folder of runs; it need not exist.</param>
    public static IReadOnlyList<RunEntry> Find(string root) =>
        [.. Folders(root).Select(Read).OfType<RunEntry>()];

    /// <summary>The folders of all runs, as <see cref="Find"/> has them, that no process has and that did not end, or left something to take back. Their logs are not read, which may be long.</summary>
    /// <param name="root">The folder of runs; it need not exist.</param>
    public static IReadOnlyList<string> FindLeft(string root) => [.. Folders(root).Where(path => !HasEndedWell(path) && !IsHeld(path))];

    /// <summary>Finds the folder of one run, without reading its log.</summary>
    /// <param name="root">The folder of runs.</param>
    /// <param name="name">What the user wrote: the run's id, a beginning of it that no other has, or its folder.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="ChaosException">There is none, or several.</exception>
    public static string FindPath(string root, string name)
    {
        if (File.Exists(Path.Combine(name, RunFolder.LogName)))
        {
            return Path.GetFullPath(name);
        }

        var found = Folders(root).Where(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)).ToList();
        return found.Find(path => Path.GetFileName(path) == name) ?? found switch
        {
            [var one] => one,
            [] => throw new ChaosException($"There is no run '{name}' in '{root}', nor among those that did not end. `chaos runs list` lists them; a folder can be named too."),
            _ => throw new ChaosException($"'{name}' is the beginning of several runs: {string.Join(", ", found.Select(Path.GetFileName))}."),
        };
    }

    /// <summary>Removes the folders of ended runs but the last ones. Those that have something left to take back, or did not end, stay.</summary>
    /// <param name="root">The folder of runs.</param>
    /// <param name="keep">How many stay.</param>
    /// <param name="except">A run that is not looked at.</param>
    /// <returns>The ids of those removed.</returns>
    public static IReadOnlyList<string> Prune(string root, int keep, string? except = null)
    {
        RemoveStillborn(root, except);
        var folders = Below(root).Where(path => Path.GetFileName(path) != except).OrderDescending(StringComparer.Ordinal).ToList();
        List<string> removed = [];
        var kept = 0;
        foreach (var folder in folders.Count <= keep ? [] : folders)
        {
            if (!HasEndedWell(folder) || ++kept <= keep)
            {
                continue;
            }

            try
            {
                Directory.Delete(folder, recursive: true);
                removed.Add(Path.GetFileName(folder));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next one may succeed.
            }
        }

        return removed;
    }

    /// <summary>Whether a process that lives has a run.</summary>
    public static bool IsHeld(string path) => RunLock.HolderOf(Path.Combine(path, RunFolder.LockName)) is not null;

    internal static RunEntry? Read(string path)
    {
        try
        {
            var content = RunLogReader.Read(Path.Combine(path, RunFolder.LogName));
            var state = RunState.Of(content.Events);
            var isHeld = RunLock.HolderOf(Path.Combine(path, RunFolder.LockName)) is not null;
            return new RunEntry(
                Path.GetFileName(path),
                path,
                isHeld ? RunCondition.Running : !state.IsClosed ? RunCondition.Broken : state.Undo.Count > 0 ? RunCondition.Open : RunCondition.Ended,
                state.Undo.Open);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    // Whoever is killed between making the folder and making the log leaves a folder that tells nothing.
    private static void RemoveStillborn(string root, string? except)
    {
        try
        {
            foreach (var folder in Directory.Exists(root) ? Directory.GetDirectories(root) : [])
            {
                var isOurs = File.Exists(Path.Combine(folder, RunFolder.LockName)) && !File.Exists(Path.Combine(folder, RunFolder.LogName));
                if (isOurs && Path.GetFileName(folder) != except && !IsHeld(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }

    private static IEnumerable<string> Folders(string root) => Below(root).Concat(RunIndex.Folders()).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)
        .Where(path => File.Exists(Path.Combine(path, RunFolder.LogName))).OrderBy(Path.GetFileName, StringComparer.Ordinal);

    private static IEnumerable<string> Below(string root)
    {
        try
        {
            return Directory.Exists(root) ? Directory.GetDirectories(root).Where(path => File.Exists(Path.Combine(path, RunFolder.LogName))) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The last line tells, and is all that is read: many long logs may lie here.
    private static bool HasEndedWell(string folder)
    {
        try
        {
            using var file = new FileStream(
                Path.Combine(folder, RunFolder.LogName), new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            var end = new byte[Math.Min(file.Length, 512)];
            file.Seek(-end.Length, SeekOrigin.End);
            file.ReadExactly(end);
            var text = System.Text.Encoding.UTF8.GetString(end);
            var last = text.TrimEnd('\n').Split('\n')[^1];
            return text.EndsWith('\n') && last.Contains("\"event\":\"run-closed\"", StringComparison.Ordinal) && last.Contains("\"open\":0", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
