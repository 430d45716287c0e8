namespace ChaosToolkit.Providers.Python;

/// <summary>What stands at a path, as Python's <c>os.stat</c> tells it.</summary>
internal enum FileState
{
    Missing,
    File,
    Folder,
    Other,
}

/// <summary>Looks at files as Python's <c>os.path</c> does: links are followed, only regular files are files.</summary>
internal static class FileLook
{
    public static FileState StateOf(string path)
    {
        if (path.Length == 0 || path.Contains('\0') || (!OperatingSystem.IsWindows() && Libc.Access(path, Libc.Exists) != 0))
        {
            return FileState.Missing;
        }

        if (Directory.Exists(path))
        {
            return FileState.Folder;
        }

        // A pipe or a device exists too, and is no file.
        return !File.Exists(path) ? FileState.Missing : IsRegular(path) ? FileState.File : FileState.Other;
    }

    /// <summary>The folder and name that a path ends in: what <c>os.path.basename</c> gives for <paramref name="path"/> without its last slashes.</summary>
    public static string NameOf(string path) => Path.GetFileName(path.TrimEnd('/'));

    public static bool AreSame(string left, string right) => string.Equals(RealOf(left), RealOf(right), StringComparison.Ordinal);

    private static string RealOf(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var target = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        return Path.TrimEndingDirectorySeparator(target);
    }

    private static unsafe bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        // struct statx is the same on every machine: the mode at 28.
        const int ModeOffset = 28, TypeMask = 0xF000, Regular = 0x8000;
        var status = stackalloc byte[256];
        return Libc.Status(Libc.WorkingDirectory, path, 0, Libc.WithMode, status) != 0 || (*(ushort*)(status + ModeOffset) & TypeMask) == Regular;
    }
}
