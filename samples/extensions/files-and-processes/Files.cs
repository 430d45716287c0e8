using ChaosToolkit;
using ChaosToolkit.Extensions;

namespace Acme.Machine;

/// <summary>Files that are not where they are looked for.</summary>
public static class Files
{
    private const string Suffix = ".away";

    /// <summary>Moves a file or folder away, in one step, and never over another.</summary>
    /// <param name="path">What is moved.</param>
    /// <param name="to">Where it goes, on the same file system; by default beside itself, with ".away" at the end of its name.</param>
    [Action(Module = "acme.files")]
    public static void MoveAway(string path, string? to = null)
    {
        Libc.EnsureLinux();
        Move(path, to ?? path + Suffix);
    }

    /// <summary>Takes back what move_away did. Nothing is done when the file is in its place.</summary>
    /// <param name="path">Where it belongs.</param>
    /// <param name="to">Where it was moved to.</param>
    /// <exception cref="ActivityFailedException">It is in neither place, or another is where it belongs.</exception>
    [Action(Module = "acme.files")]
    public static void MoveBack(string path, string? to = null)
    {
        Libc.EnsureLinux();
        var away = to ?? path + Suffix;
        switch (Path.Exists(path), Path.Exists(away))
        {
            case (true, false):
                return; // it never went, or is back already
            case (true, true):
                throw new ActivityFailedException($"'{path}' is there, and so is '{away}': something was put in its place meanwhile. Look which of them is the right one.");
            case (false, false):
                throw new ActivityFailedException($"There is neither '{path}' nor '{away}'.");
            default:
                Move(away, path);
                break;
        }
    }

    /// <summary>Whether there is a file or folder of this path.</summary>
    [Probe(Module = "acme.files")]
    public static bool Exists(string path) => Path.Exists(path);

    // Not File.Move: it copies from one file system to another, and may be killed with half of it done.
    private static void Move(string source, string target)
    {
        if (Libc.Rename(Libc.WorkingFolder, source, Libc.WorkingFolder, target, Libc.NeverReplace) != 0)
        {
            throw new ActivityFailedException($"'{source}' cannot be moved to '{target}': {Libc.LastError}.");
        }
    }
}
