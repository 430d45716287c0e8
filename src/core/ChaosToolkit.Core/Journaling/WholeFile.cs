using System.Buffers;
using ChaosToolkit.Providers.Python;

namespace ChaosToolkit.Journaling;

/// <summary>Writes files whole or not at all: through a temporary file beside them. Devices and pipes are written into directly.</summary>
public static class WholeFile
{
    /// <summary>Checks that a file can be written, and leaves no trace of that.</summary>
    /// <param name="path">Its path; a link stays, what it leads to is looked at.</param>
    /// <param name="makesFolder">Whether a missing folder is made. The default is false.</param>
    /// <exception cref="IOException">It cannot: there is a folder, or something else is in the way.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void EnsureWritable(string path, bool makesFolder = false)
    {
        var file = TargetOf(path);
        if (path.EndsWith('/') || Directory.Exists(file))
        {
            throw new IOException("it is a folder.");
        }

        if (File.Exists(file))
        {
            using var existing = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }

        if (IsDevice(file))
        {
            return;
        }

        if (makesFolder)
        {
            Directory.CreateDirectory(FolderOf(file));
        }

        var trial = BesideOf(file);
        File.WriteAllBytes(trial, []);
        File.Delete(trial);
    }

    /// <summary>Writes a file through a temporary one beside it, which then takes its place and its permissions; into a device or a pipe directly.</summary>
    /// <param name="path">Its path; a link stays, what it leads to is replaced.</param>
    /// <param name="content">All that shall stand in it.</param>
    /// <exception cref="IOException">It could not be written; what was there is there still.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; what was there is there still.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, file => file.Write(content.Span));

    /// <inheritdoc cref="Write(string, ReadOnlyMemory{byte})"/>
    /// <param name="path">Its path; a link stays, what it leads to is replaced.</param>
    /// <param name="write">Writes all that shall stand in it; it goes to the file piece by piece.</param>
    public static void Write(string path, Action<IBufferWriter<byte>> write)
    {
        var file = TargetOf(path);
        if (IsDevice(file))
        {
            using var device = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            Fill(device, write);
            return;
        }

        var temporary = BesideOf(file);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows() && File.Exists(file))
            {
                options.UnixCreateMode = File.GetUnixFileMode(file);
            }

            using (var stream = new FileStream(temporary, options))
            {
                Fill(stream, write);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // The disk that refused the file may refuse this as well; the first reason is the one to tell.
            }

            throw;
        }
    }

    private static void Fill(FileStream stream, Action<IBufferWriter<byte>> write)
    {
        var buffer = new FileBuffer(stream);
        write(buffer);
        buffer.Flush();
    }

    private static string TargetOf(string path)
    {
        var full = Path.GetFullPath(path);
        var file = new FileInfo(full);
        return file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
    }

    // One must not take the place of /dev/null.
    private static bool IsDevice(string file) => FileLook.StateOf(file) == FileState.Other;

    private static string BesideOf(string file) => Path.Combine(FolderOf(file), $".{Path.GetFileName(file)}.{Path.GetRandomFileName()}");

    private static string FolderOf(string file) => Path.GetDirectoryName(file) ?? Path.GetPathRoot(file) ?? ".";
}
