using System.Runtime.CompilerServices;

namespace ChaosToolkit.Testing;

/// <summary>Compares a text with the one that was approved: <c>CLASS.TEST.verified.txt</c> beside the test. <c>./build.cs accept</c> approves what is there.</summary>
public static class Snapshot
{
    /// <summary>Compares.</summary>
    /// <param name="actual">What the test found.</param>
    /// <param name="variant">Tells several of one test apart.</param>
    /// <param name="test">The test's name; the compiler gives it.</param>
    /// <param name="file">The test's file; the compiler gives it.</param>
    /// <exception cref="InvalidOperationException">It is not what was approved.</exception>
    public static void Verify(string actual, string? variant = null, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        var source = PathOf(file);
        Match(actual, Path.Combine(FolderOf(source), $"{Path.GetFileNameWithoutExtension(source)}.{test}{(variant is null ? "" : "." + variant)}"), file);
    }

    /// <summary>Compares with <c>NAME.verified.txt</c>, for snapshots that are named after something else than a test.</summary>
    /// <param name="actual">What the test found.</param>
    /// <param name="name">The snapshot's name, with its folder below that of the test where it has one.</param>
    /// <param name="file">The test's file; the compiler gives it.</param>
    /// <exception cref="InvalidOperationException">It is not what was approved.</exception>
    public static void Match(string actual, string name, [CallerFilePath] string file = "")
    {
        var path = Path.Combine(FolderOf(PathOf(file)), name + ".verified.txt");
        var found = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("CHAOS_ACCEPT") == "1")
        {
            File.WriteAllText(path, found);
            return;
        }

        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (approved.TrimEnd() + "\n" != found)
        {
            throw new InvalidOperationException($"""
                This is not what {Path.GetRelativePath(Repository.Root, path)} says. If it should be, run ./build.cs accept. Found:
                {found}
                """);
        }
    }

    // A deterministic build writes /_/ for the repository.
    private static string PathOf(string file) => file.StartsWith("/_/", StringComparison.Ordinal) ? Repository.At(file[3..]) : file;

    private static string FolderOf(string file) => Path.GetDirectoryName(file) ?? Repository.Root;
}
