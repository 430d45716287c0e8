namespace ChaosToolkit.Tests.JsonPath;

/// <summary>Files beside the repository that are not part of it.</summary>
internal static class SharedFolder
{
    /// <summary>A file of the folder that CHAOS_SHARED names, else of <c>shared</c> beside the repository; skips the test without it, fails it in CI.</summary>
    public static string Require(string name)
    {
        var folder = Environment.GetEnvironmentVariable("CHAOS_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!File.Exists(path))
        {
            var reason = $"There is no {name} in the shared folder: {folder}. CHAOS_SHARED names another one.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }

        return path;
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ChaosToolkit.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run within the repository.");
    }
}
