using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ChaosToolkit.Cli.Logging;

/// <summary>A file that is written to at its end, wherever that is by then: several commands may write to one, and none writes over another's lines.</summary>
internal sealed partial class AppendedFile : IDisposable
{
    private const int WriteOnly = 0x1, Create = 0x40, Append = 0x400, CloseOnExec = 0x80000;
    private const int ReadAndWriteForAll = 0x1B6; // 0666, less the umask

    private readonly SafeFileHandle? handle;
    private readonly FileStream? stream;

    /// <summary>Opens the file; it is made when it is missing.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public AppendedFile(string path)
    {
        // Linux appends in one call, if it is asked to when the file is opened; the framework has no word for that.
        if (OperatingSystem.IsLinux() && (!File.Exists(path) || File.GetAttributes(path) is FileAttributes.Normal or FileAttributes.Archive))
        {
            handle = new SafeFileHandle(Open(path, WriteOnly | Create | Append | CloseOnExec, ReadAndWriteForAll), ownsHandle: true);
            if (!handle.IsInvalid)
            {
                return;
            }

            var error = new Win32Exception(Marshal.GetLastPInvokeError());
            handle.Dispose();
            throw new IOException($"{error.Message} : '{path}'", error);
        }

        stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Writes at the end.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (handle is not null)
        {
            RandomAccess.Write(handle, bytes, 0); // the offset does not count for a file that is appended to
            return;
        }

        if (stream!.CanSeek) // there is one or the other
        {
            stream.Seek(0, SeekOrigin.End);
        }

        stream.Write(bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        handle?.Dispose();
        stream?.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);
}
