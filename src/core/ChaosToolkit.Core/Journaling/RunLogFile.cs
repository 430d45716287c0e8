using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ChaosToolkit.Providers;
using ChaosToolkit.Secrets;
using Microsoft.Win32.SafeHandles;

namespace ChaosToolkit.Journaling;

/// <summary>The file of a run log, to which events are appended in whole lines, so that whoever is killed leaves at most one that is cut. Safe to be used from any thread.</summary>
internal sealed class RunLogFile : IDisposable
{
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH: of the open file itself
    private const uint WithLinks = 4; // STATX_NLINK
    private const int LinksOffset = 16;
    private const int Enough = 32 * 1024;

    private static readonly bool Syncs = Environment.GetEnvironmentVariable("CHAOS_RUN_LOG_SYNC") != "off";

    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter writer;
    private readonly FileStream file;
    private readonly SafeFileHandle handle; // asked for once: the stream looks where it stands each time
    private SecretMask? mask;
    private int waiting; // bytes of the buffer, in whole lines
    private readonly byte[] lastHash;
    private (long Number, byte[] Hash) written;
    private long length;
    private long number;

    private RunLogFile(FileStream file, long length, long number, string hash, DateTimeOffset lastTime = default)
    {
        LastTime = lastTime;
        this.file = file;
        handle = file.SafeFileHandle;
        this.length = length;
        this.number = number;
        lastHash = Encoding.ASCII.GetBytes(hash);
        written = (number, [.. lastHash]);
        writer = RunLogJson.NewWriter(buffer);
    }

    /// <summary>The hash of the last event.</summary>
    public string LastHash => Encoding.ASCII.GetString(lastHash);

    /// <summary>The number of the last event.</summary>
    public long LastNumber => number;

    /// <summary>The latest time of its events: what comes later is not to be earlier, though the machine's clock may be set back.</summary>
    public DateTimeOffset LastTime { get; private set; }

    /// <summary>Why nothing can be written any more; <see langword="null"/> while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Called once, when the file can no longer be written.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Makes a new log.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static RunLogFile Create(string path) => new(Open(path, FileMode.CreateNew), 0, 0, RunLogLine.NoHash);

    /// <summary>Goes on with a log that was read; what was cut off at its end is removed.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static RunLogFile Continue(string path, RunLogContent content)
    {
        var file = Open(path, FileMode.Open);
        file.SetLength(content.Length);
        return new(file, content.Length, content.LastNumber, content.LastHash, content.Events.Count == 0 ? default : content.Events.Max(moment => moment.Time));
    }

    /// <summary>Masks secrets from here on.</summary>
    public void MaskWith(SecretMask secrets) => mask = secrets;

    /// <summary>Appends an event. Never throws: a log that cannot be written says so by <see cref="Failure"/>.</summary>
    /// <param name="moment">The event.</param>
    /// <param name="isDurable">Whether it must be on the disk before anything else happens.</param>
    /// <param name="mayWait">Whether it may wait in memory for an event that may not, or for <see cref="Flush"/>.</param>
    public void Append(RunLogEvent moment, bool isDurable = false, bool mayWait = false) => Tell(TryAppend(moment, isDurable, mayWait));

    /// <summary>Writes what waits in memory. Never throws, as above.</summary>
    public void Flush() => Tell(TryFlush());

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        lock (gate)
        {
            Failure ??= new ObjectDisposedException(nameof(RunLogFile));
            writer.Dispose();
            file.Dispose();
        }
    }

    private Exception? TryAppend(RunLogEvent moment, bool isDurable, bool mayWait)
    {
        lock (gate)
        {
            if (Failure is not null)
            {
                return null;
            }

            try
            {
                RunLogLine.Write(buffer, writer, mask is { IsEmpty: false } ? EventMask.Apply(mask, moment) : moment, number + 1, lastHash);
                number++;
                LastTime = moment.Time > LastTime ? moment.Time : LastTime;
                waiting = buffer.WrittenCount;
                if (!mayWait || waiting >= Enough)
                {
                    WriteWaiting();
                }

                if (isDurable)
                {
                    Sync();
                }

                return null;
            }
            catch (Exception exception) when (IsOfWriting(exception))
            {
                return Fail(exception);
            }
        }
    }

    private Exception? TryFlush()
    {
        lock (gate)
        {
            try
            {
                if (Failure is null)
                {
                    WriteWaiting();
                }

                return null;
            }
            catch (Exception exception) when (IsOfWriting(exception))
            {
                return Fail(exception);
            }
        }
    }

    private void WriteWaiting()
    {
        if (waiting > 0)
        {
            RandomAccess.Write(handle, buffer.WrittenSpan[..waiting], length);
            length += waiting;
            waiting = 0;
            buffer.ResetWrittenCount();
            written.Number = number;
            lastHash.CopyTo(written.Hash);
        }
    }

    // If an event could not be put into words, those that wait still can be written. What was not written is not referred to.
    private Exception Fail(Exception exception)
    {
        try
        {
            WriteWaiting();
        }
        catch (Exception again) when (IsOfWriting(again))
        {
            number = written.Number;
            written.Hash.CopyTo(lastHash);
        }

        return Failure = exception;
    }

    private void Tell(Exception? failure)
    {
        if (failure is not null)
        {
            Failed?.Invoke(failure);
        }
    }

    private static bool IsOfWriting(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ObjectDisposedException or ArgumentException or JsonException;

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private unsafe void Sync()
    {
        if (OperatingSystem.IsLinux())
        {
            var descriptor = (int)handle.DangerousGetHandle();
            var status = stackalloc byte[256];
            if (Libc.Status(descriptor, "", EmptyPath, WithLinks, status) == 0 && *(uint*)(status + LinksOffset) == 0)
            {
                throw new IOException("It was removed while the run went on.");
            }

            if (Syncs && Libc.SyncData(descriptor) != 0)
            {
                throw new IOException($"It cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
            }
        }
        else if (Syncs)
        {
            file.Flush(flushToDisk: true);
        }
    }
}
