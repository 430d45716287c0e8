using ChaosToolkit.Testing;

namespace ChaosToolkit.Tests.JsonPath;

/// <summary>Files beside the repository that are not part of it.</summary>
internal static class SharedFolder
{
    /// <summary>A file of the folder that CHAOS_SHARED names, else of <c>shared</c> beside the repository; skips the test without it, fails it in CI.</summary>
    public static string Require(string name)
    {
        var folder = Environment.GetEnvironmentVariable("CHAOS_SHARED") ?? Repository.At("..", "shared");
        var path = Path.GetFullPath(Path.Combine(folder, name));
        Needs.That(File.Exists(path), $"There is no {name} in the shared folder: {folder}. CHAOS_SHARED names another one.");
        return path;
    }
}
