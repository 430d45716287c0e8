using ChaosToolkit;
using ChaosToolkit.Extensions;

namespace Acme.Machine;

/// <summary>Folders that are full.</summary>
public static class Folders
{
    private const string DefaultName = "chaos-ballast";
    private const int Step = 1024 * 1024;

    private static ReadOnlySpan<byte> Mark => "This file was made by acme.machine to take up space.\n"u8;

    /// <summary>Takes up space in a folder, by one file of zeros.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="size">How many bytes are taken.</param>
    /// <param name="leave">Instead: take all but so many bytes of what is free on the folder's file system.</param>
    /// <param name="name">The file's name. There must be none of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many bytes the file has.</returns>
    [Action(Module = "acme.files")]
    public static async Task<long> FillFolderAsync(
        string folder, CancellationToken cancellationToken, long? size = null, long? leave = null, string name = DefaultName)
    {
        if (size is null == leave is null)
        {
            throw new ActivityFailedException("Say either 'size' or 'leave'.");
        }

        var most = size ?? Math.Max(0, FreeSpace(folder) - leave!.Value); // one of both is there
        try
        {
            // The mark comes first: by it is known later that the file may be removed.
            await using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(Mark);
            var zeros = new byte[Step];
            while (file.Length < most)
            {
                await file.WriteAsync(zeros.AsMemory(0, (int)Math.Min(Step, most - file.Length)), cancellationToken);
            }

            return file.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ActivityFailedException($"'{folder}' cannot be filled: {exception.Message}", exception);
        }
    }

    /// <summary>Takes back what fill_folder did. Nothing is done when the file is gone; a file that it did not make is left alone.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The file's name.</param>
    [Action(Module = "acme.files")]
    public static void EmptyFolder(string folder, string name = DefaultName)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return;
        }

        if (!IsOurs(path))
        {
            throw new ActivityFailedException($"'{path}' was not made to fill the folder, and stays.");
        }

        File.Delete(path);
    }

    /// <summary>How many bytes are free on the file system of a folder.</summary>
    [Probe(Module = "acme.files")]
    public static long FreeSpace(string folder) =>
        Directory.Exists(folder) ? new DriveInfo(folder).AvailableFreeSpace : throw new ActivityFailedException($"There is no folder '{folder}'.");

    // A disk that was full from the start, or a crash, may have left only a part of the mark.
    private static bool IsOurs(string path)
    {
        var start = new byte[Mark.Length];
        using var file = File.OpenRead(path);
        var count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return Mark.StartsWith(start.AsSpan(0, count));
    }
}
