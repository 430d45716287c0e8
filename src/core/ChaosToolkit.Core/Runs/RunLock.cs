using System.Text.Json.Nodes;
using ChaosToolkit.Providers.Processes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Runs;

/// <summary>Says which process a run belongs to: its id with its start time, and a lock of the system beside, so that of two that want the run one gets it.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes the run for this process.</summary>
    /// <returns><see langword="null"/> when another process that lives has it.</returns>
    /// <exception cref="IOException">The lock cannot be written.</exception>
    public static RunLock? TryTake(string path)
    {
        FileStream file;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            file = new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }

        if (file.Length > 0 && HolderOf(path) is { } holder && holder != Environment.ProcessId)
        {
            file.Dispose(); // a file system without locks: what stands in the file counts
            return null;
        }

        file.SetLength(0);
        file.Write(JsonText.BytesOf(new JsonObject
        {
            ["process"] = Environment.ProcessId,
            ["start_time"] = ProcessIdentity.StartTimeOf(Environment.ProcessId),
            ["boot"] = ProcessIdentity.BootId(),
        }));
        return new RunLock(file);
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
            file.SetLength(0);
        }
        catch (IOException)
        {
            // A full disk: that the process has ended says it as well.
        }

        file.Dispose();
    }
}
