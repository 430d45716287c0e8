using System.Text.Json.Nodes;
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
            if (Directory.Exists(path))
            {
                throw new ChaosException($"The journal cannot be written to '{path}': it is a folder. Name a file with --journal-path.");
            }

            var folder = FolderOf(path);
            Directory.CreateDirectory(folder);
            var trial = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
            if (File.Exists(path))
            {
                using var existing = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChaosException($"The journal cannot be written to '{path}': {exception.Message} Name another file with --journal-path.", exception);
        }
    }

    /// <summary>Writes a journal through a temporary file beside it, which then takes its place.</summary>
    /// <exception cref="ChaosException">It could not be written; the message says why.</exception>
    public static void Write(string path, JsonObject journal)
    {
        var temporary = Path.Combine(FolderOf(path), $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(JsonText.BytesOf(journal, indented: true));
                file.WriteByte((byte)'\n');
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (IOException)
            {
                // The disk that refused the journal may refuse this as well; the first reason is the one to tell.
            }

            throw new ChaosException($"The journal could not be written to '{path}': {exception.Message}", exception);
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetPathRoot(Path.GetFullPath(path)) ?? ".";
}
