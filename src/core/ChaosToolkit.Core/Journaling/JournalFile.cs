using System.Buffers;
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
            WholeFile.EnsureWritable(path, makesFolder: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChaosException($"The journal cannot be written to '{path}': {exception.Message} Name another file with --journal-path.", exception);
        }
    }

    /// <summary>Writes a journal.</summary>
    /// <exception cref="ChaosException">It could not be written; the message says why.</exception>
    public static void Write(string path, JsonObject journal)
    {
        try
        {
            WholeFile.Write(path, file =>
            {
                JsonText.Write(file, journal, indented: true);
                file.Write("\n"u8);
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChaosException($"The journal could not be written to '{path}': {exception.Message}", exception);
        }
    }
}
