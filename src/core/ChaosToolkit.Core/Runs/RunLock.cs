using System.Text.Json.Nodes;
using ChaosToolkit.Providers.Processes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Runs;

/// <summary>
/// Says which process a run belongs to: a file with its id and start time, for all to read, and beside it one that the system locks, so that of two that want the run one
/// gets it.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const string HeldSuffix = ".held";

    private readonly string path;
    private readonly FileStream held;

    private RunLock(string path, FileStream held) => (this.path, this.held) = (path, held);

    /// <summary>Takes the run for this process.</summary>
    /// <returns><see langword="null"/> when another process that lives has it.</returns>
    /// <exception cref="IOException">The lock cannot be written.</exception>
    public static RunLock? TryTake(string path)
    {
        FileStream held;
        try
        {
            held = Open(path + HeldSuffix, FileShare.None);
        }
        catch (IOException) when (File.Exists(path + HeldSuffix))
        {
            return null;
        }

        if (HolderOf(path) is { } holder && holder != Environment.ProcessId)
        {
            held.Dispose(); // a file system without locks: what stands in the file counts
            return null;
        }

        try
        {
            Write(path, JsonText.BytesOf(new JsonObject
            {
                ["process"] = Environment.ProcessId,
                ["start_time"] = ProcessIdentity.StartTimeOf(Environment.ProcessId),
                ["boot"] = ProcessIdentity.BootId(),
            }));
            return new RunLock(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The process that has the run and lives; <see langword="null"/> when there is none.</summary>
    public static int? HolderOf(string path)
    {
        try
        {
            using var file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            using var reader = new StreamReader(file);
            if (!ParsedJson.TryParse(reader.ReadToEnd(), out var node) || node is not JsonObject holder || Value.AsDouble(holder["process"]) is not { } process)
            {
                return null;
            }

            return Value.AsText(holder["boot"]) == ProcessIdentity.BootId() && ProcessIdentity.StartTimeOf((int)process) is { } start && start == Value.AsDouble(holder["start_time"])
                ? (int)process
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives the run back.</summary>
    public void Dispose()
    {
        try
        {
            Write(path, []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, a removed folder: that the process has ended says it as well.
        }

        held.Dispose();
    }

    // With write access alone the framework locks nothing, so that others can read who holds the run.
    private static void Write(string path, byte[] content)
    {
        using var file = Open(path, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(0);
        file.Write(content);
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
