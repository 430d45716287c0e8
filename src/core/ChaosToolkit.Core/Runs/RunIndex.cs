namespace ChaosToolkit.Runs;

/// <summary>Where the runs of this user are that have not ended well: a file for each in the user's state folder, which names the run's folder.</summary>
internal static class RunIndex
{
    /// <summary>Enters a run. Where the state folder cannot be written the run goes on: its folder is still found beside its journal.</summary>
    public static void Enter(string id, string folder)
    {
        try
        {
            var index = Folder;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(index);
            }
            else
            {
                Directory.CreateDirectory(index, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            File.WriteAllText(Path.Combine(index, id), folder + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Said above.
        }
    }

    /// <summary>Takes a run out.</summary>
    public static void Remove(string id)
    {
        try
        {
            File.Delete(Path.Combine(Folder, id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An entry too many is found out when it is looked at.
        }
    }

    /// <summary>The folders of the runs that are entered and still there; entries of others are taken out.</summary>
    public static IReadOnlyList<string> Folders()
    {
        List<string> folders = [];
        try
        {
            foreach (var entry in Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [])
            {
                if (File.ReadAllText(entry).Trim() is { Length: > 0 } folder && Directory.Exists(folder))
                {
                    folders.Add(folder);
                }
                else
                {
                    File.Delete(entry);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Those that were found count.
        }

        return folders;
    }

    private static string Folder
    {
        get
        {
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            if (string.IsNullOrEmpty(state) || !Path.IsPathRooted(state))
            {
                var home = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
                state = Path.Combine(home, ".local", "state");
            }

            return Path.Combine(state, "chaostoolkit", "runs");
        }
    }
}
