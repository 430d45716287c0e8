namespace ChaosToolkit.Providers.Processes;

/// <summary>What stands at a program's path.</summary>
internal enum ProgramState
{
    Found,
    Missing,
    Folder,
    NotExecutable,
}

/// <summary>Finds programs as a shell does: a name with a folder is taken as it is, a bare one is looked up in PATH and nowhere else.</summary>
internal static class ProgramSearch
{
    /// <summary>Looks a program up.</summary>
    /// <param name="path">As written, references replaced.</param>
    /// <returns>The path to run and what stands there.</returns>
    public static (string Path, ProgramState State) Find(string path)
    {
        path = ExpandHome(path);
        if (path.Contains('/') || (OperatingSystem.IsWindows() && path.Contains('\\')))
        {
            return (path, StateOf(path));
        }

        // A folder or a file without its mode in PATH is passed over, but remembered: it is why nothing is found.
        var state = ProgramState.Missing;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in path.Length == 0 ? [] : folders)
        {
            foreach (var candidate in Candidates(Path.Combine(folder, path)))
            {
                switch (StateOf(candidate))
                {
                    case ProgramState.Found:
                        return (candidate, ProgramState.Found);
                    case ProgramState.NotExecutable:
                        state = ProgramState.NotExecutable;
                        break;
                }
            }
        }

        return (path, state);
    }

    private static string[] Candidates(string path) => OperatingSystem.IsWindows() ? [path, path + ".exe", path + ".cmd", path + ".bat"] : [path];

    private static string ExpandHome(string path)
    {
        if (path != "~" && !path.StartsWith("~/", StringComparison.Ordinal))
        {
            return path;
        }

        var home = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.TrimEnd('/') + path[1..];
    }

    private static ProgramState StateOf(string path)
    {
        if (Directory.Exists(path))
        {
            return ProgramState.Folder;
        }

        if (!File.Exists(path))
        {
            return ProgramState.Missing;
        }

        return OperatingSystem.IsWindows() || Libc.Access(path, Libc.MayExecute) == 0 ? ProgramState.Found : ProgramState.NotExecutable;
    }
}
