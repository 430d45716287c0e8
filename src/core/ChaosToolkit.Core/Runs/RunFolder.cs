using System.Security.Cryptography;
using ChaosToolkit.Journaling;

namespace ChaosToolkit.Runs;

/// <summary>What is told to a run's folder when it is made: what another process needs to end the run in its place.</summary>
/// <param name="JournalPath">Where the journal is to be written.</param>
public sealed record RunFolderOptions(string JournalPath)
{
    /// <summary>The folder that holds the folders of runs; <see langword="null"/> (the default) for <c>.chaos/runs</c> beside the journal.</summary>
    public string? Root { get; init; }

    /// <summary>Name and version of the tool.</summary>
    public string Tool { get; init; } = "chaos";

    /// <summary>The settings file; <see langword="null"/> (the default) for none.</summary>
    public string? SettingsPath { get; init; }

    /// <summary>The interpreter that the command line names; <see langword="null"/> (the default) for none.</summary>
    public string? Python { get; init; }

    /// <summary>The variable files, from which secrets are read again.</summary>
    public IReadOnlyList<string> VariableFiles { get; init; } = [];

    /// <summary>Whether undo is left to people. The default is false.</summary>
    public bool KeepsFaults { get; init; }

    /// <summary>How many ended runs are kept beside the new one. The default is 20.</summary>
    public int Keep { get; init; } = 20;
}

/// <summary>The folder of one run: its log and its lock. This process has it until it is disposed.</summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>The version of the log's format.</summary>
    public const int Format = 1;

    internal const string LogName = "log.jsonl", LockName = "lock", JournalName = "journal.json", WatchdogLogName = "watchdog.log";

    private const int HashedAtOnce = 128 * 1024;

    private readonly TimeProvider time;
    private readonly RunLock holder;

    private RunFolder(string path, RunLogFile log, RunLock holder, RunState state, TimeProvider time)
    {
        (Path, Log, this.holder, State, this.time) = (path, log, holder, state, time);
    }

    /// <summary>The run's id: the time of its start and six letters of chance, <c>yyyyMMddTHHmmssZ-xxxxxx</c>.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The log's file.</summary>
    public string LogPath => LogPathIn(Path);

    /// <summary>What is left to take back.</summary>
    public IReadOnlyList<OpenUndo> OpenUndo => State.Undo.Open;

    internal RunLogFile Log { get; }

    /// <summary>The time for an event that comes now: no earlier than those before it.</summary>
    internal DateTimeOffset Now => time.GetUtcNow() is var now && now > Log.LastTime ? now : Log.LastTime;

    internal LogReference Reference => new(Id, LogPath, Log.LastNumber, Log.LastHash);

    internal RunState State { get; }

    /// <summary>The file of a run's log.</summary>
    /// <param name="path">The run's folder.</param>
    public static string LogPathIn(string path) => System.IO.Path.Combine(path, LogName);

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="ChaosException">It cannot be made; the message says why.</exception>
    public static RunFolder Create(RunFolderOptions options, TimeProvider time)
    {
        var journal = System.IO.Path.GetFullPath(options.JournalPath);
        var root = options.Root ?? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(journal) ?? "/", ".chaos", "runs");
        try
        {
            root = System.IO.Path.GetFullPath(root);
            MakeRoot(root, isOurs: options.Root is null);
            var now = time.GetUtcNow();
            var path = System.IO.Path.Combine(root, $"{now.UtcDateTime:yyyyMMddTHHmmssZ}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");
            MakeFolder(path);
            var holder = RunLock.TryTake(System.IO.Path.Combine(path, LockName)) ?? throw new IOException("Another process has taken it.");
            var folder = new RunFolder(path, RunLogFile.Create(System.IO.Path.Combine(path, LogName)), holder, new RunState(), time);
            folder.Append(new RunOpened(
                now,
                folder.Id,
                Format,
                options.Tool,
                Environment.ProcessId,
                Providers.Processes.ProcessIdentity.BootId(),
                Environment.CurrentDirectory,
                journal,
                options.SettingsPath is null ? null : System.IO.Path.GetFullPath(options.SettingsPath),
                options.Python,
                [.. options.VariableFiles.Select(System.IO.Path.GetFullPath)],
                options.KeepsFaults));
            if (folder.Log.Failure is { } failure)
            {
                folder.Dispose();
                throw new IOException(failure.Message, failure);
            }

            RunIndex.Enter(folder.Id, path);
            RunFolders.Prune(root, options.Keep, except: folder.Id);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChaosException(
                $"The run's folder cannot be made below '{root}': {exception.Message.TrimEnd('.')}. Name another one with --run-dir, or do without with --no-run-log.", exception);
        }
    }

    /// <summary>Takes a run that another process left.</summary>
    /// <returns><see langword="null"/> when a process that lives has it.</returns>
    /// <exception cref="ChaosException">Its log cannot be read or was changed.</exception>
    internal static (RunFolder Folder, RunLogContent Content)? TryTake(string path, TimeProvider time)
    {
        if (RunLock.TryTake(System.IO.Path.Combine(path, LockName)) is not { } holder)
        {
            return null;
        }

        try
        {
            var log = System.IO.Path.Combine(path, LogName);
            var content = RunLogReader.Read(log);
            if (content.HasMore)
            {
                throw new ChaosException($"The run log '{log}' is not what was written. {content.Damage} Nothing is played from it: see `chaos verify-log`, and take back by hand what it tells.");
            }

            return (new RunFolder(path, RunLogFile.Continue(log, content), holder, RunState.Of(content.Events), time), content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            holder.Dispose();
            throw new ChaosException($"The run log in '{path}' cannot be read: {exception.Message}", exception);
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    /// <summary>The journal was written: the log says where, and is closed.</summary>
    /// <param name="path">Its path.</param>
    public void Close(string path)
    {
        Append(new JournalWritten(Now, System.IO.Path.GetFullPath(path), HashOf(path)));
        Close();
    }

    /// <summary>Closes the log of a run that was given up before it started: nobody has anything to recover.</summary>
    /// <returns>Whether it was.</returns>
    public bool CloseUnstarted()
    {
        if (State.HasStarted || State.IsClosed)
        {
            return false;
        }

        Close();
        return true;
    }

    internal void Close()
    {
        Append(new RunClosed(Now, State.Undo.Count));
        if (State.Undo.Count == 0 && Log.Failure is null)
        {
            RunIndex.Remove(Id);
        }
    }

    internal void Append(RunLogEvent moment)
    {
        Log.Append(moment);
        State.Apply(moment);
    }

    /// <summary>Gives the folder back; what is in it stays.</summary>
    public void Dispose()
    {
        Log.Dispose();
        holder.Dispose();
    }

    internal static string HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var part = new byte[HashedAtOnce];
        while (file.Read(part) is > 0 and var count)
        {
            hash.AppendData(part, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void MakeRoot(string root, bool isOurs)
    {
        MakeFolder(root);
        if (!isOurs)
        {
            return;
        }

        // Runs are nobody's source code.
        var ignore = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(root) ?? root, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n");
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
