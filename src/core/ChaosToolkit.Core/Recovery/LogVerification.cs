using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Runs;
using ChaosToolkit.Values;

namespace ChaosToolkit.Recovery;

/// <summary>What is to be said of a run log.</summary>
/// <param name="Events">How many whole events it has.</param>
/// <param name="Problems">What is wrong, a sentence each; none when all is as it was written.</param>
/// <param name="IsRunning">Whether its run still goes on, so that it has no end yet.</param>
public sealed record LogVerification(long Events, IReadOnlyList<string> Problems, bool IsRunning)
{
    /// <summary>Looks whether a run's log, and its journal where that is still there, are what was written: nothing changed, cut or added.</summary>
    /// <param name="path">The run's folder.</param>
    /// <exception cref="IOException">The log cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The log may not be read.</exception>
    public static LogVerification Of(string path)
    {
        var content = RunLogReader.Read(Path.Combine(path, RunFolder.LogName));
        var isRunning = RunLock.HolderOf(Path.Combine(path, RunFolder.LockName)) is not null;
        List<string> problems = [];
        if (content.Damage is { } damage)
        {
            problems.Add(damage);
        }
        else if (content.Discarded > 0 && !isRunning)
        {
            problems.Add($"It ends within an event: {content.Discarded} bytes behind event {content.LastNumber} are not whole.");
        }
        else if (content.Events is not [.., RunClosed] && !isRunning)
        {
            problems.Add($"It ends with event {content.LastNumber}, which is not the end of a run: the runner was killed, or events were cut off. See `chaos recover`.");
        }

        if (content.Events.OfType<JournalWritten>().LastOrDefault() is { } written)
        {
            Compare(written, content, problems);
        }
        else if (content.Events.OfType<RunOpened>().FirstOrDefault() is { } opened && JournalAt(opened.JournalPath) is { } journal && Value.AsText(journal["run_id"]) == opened.Id)
        {
            problems.Add($"The journal '{opened.JournalPath}' is of this run, and the log does not tell that it was written: events were cut off.");
        }

        return new LogVerification(content.LastNumber, problems, isRunning);
    }

    private static void Compare(JournalWritten written, RunLogContent content, List<string> problems)
    {
        if (JournalAt(written.Path) is not { } journal || Value.AsText(journal["run_id"]) != content.Events.OfType<RunOpened>().FirstOrDefault()?.Id)
        {
            return; // it was moved, or another run's stands there now
        }

        if (Value.AsText((journal["run_log"] as JsonObject)?["hash"]) is not { } hash || !content.Hashes.Contains(hash, StringComparer.Ordinal))
        {
            problems.Add($"The journal '{written.Path}' names an event that the log does not have.");
        }
        else if (!string.Equals(RunFolder.HashOf(written.Path), written.Hash, StringComparison.Ordinal))
        {
            problems.Add($"The journal '{written.Path}' was changed after it was written.");
        }
    }

    private static JsonObject? JournalAt(string path)
    {
        try
        {
            return File.Exists(path) && ParsedJson.TryParse(File.ReadAllText(path), out var node) ? node as JsonObject : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
