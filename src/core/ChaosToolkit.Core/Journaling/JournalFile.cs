using System.Text.Json.Nodes;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>The file that a journal is written to: whole or not at all.</summary>
public static class JournalFile
{
    /// <summary>Checks that a journal can be written to a path, before anything is done that should be told in it. A missing folder is made.</summary>
    /// <exception cref="ChaosException">It cannot; the message says why.</exception>
    public static void EnsureWritable(string path)
    {
        try
        {
            var file = TargetOf(path);
            if (path.EndsWith('/') || Directory.Exists(file))
            {
                throw new ChaosException($"The journal cannot be written to '{path}': it is a folder. Name a file with --journal-path.");
            }

            if (File.Exists(file))
            {
                using var existing = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            }

            if (!IsDevice(file))
            {
                Directory.CreateDirectory(FolderOf(file));
                var trial = BesideOf(file);
                File.WriteAllBytes(trial, []);
                File.Delete(trial);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChaosException($"The journal cannot be written to '{path}': {exception.Message} Name another file with --journal-path.", exception);
        }
    }

    /// <summary>Writes a journal through a temporary file beside it, which then takes its place and its permissions; into a device or a pipe directly.</summary>
    /// <exception cref="ChaosException">It could not be written; the message says why.</exception>
    public static void Write(string path, JsonObject journal)
    {
        byte[] content = [.. JsonText.BytesOf(journal, indented: true), (byte)'\n'];
        try
        {
            var file = TargetOf(path);
            if (IsDevice(file))
            {
                using var device = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                device.Write(content);
            }
            else
            {
                Replace(file, content);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChaosException($"The journal could not be written to '{path}': {exception.Message}", exception);
        }
    }

    private static void Replace(string file, byte[] content)
    {
        var temporary = BesideOf(file);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows() && File.Exists(file))
            {
                options.UnixCreateMode = File.GetUnixFileMode(file);
            }

            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // The disk that refused the journal may refuse this as well; the first reason is the one to tell.
            }

            throw;
        }
    }

    // A link stays, what it leads to is replaced.
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
