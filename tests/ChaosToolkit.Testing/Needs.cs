using System.Diagnostics.CodeAnalysis;

namespace ChaosToolkit.Testing;

/// <summary>What a test needs of the machine it runs on. Without it the test is skipped; in CI, where everything is installed, it fails: nothing goes untested there unnoticed.</summary>
public static class Needs
{
    /// <summary>Linux.</summary>
    /// <param name="why">What of the test is there on Linux only.</param>
    public static void Linux(string why) => That(OperatingSystem.IsLinux(), why);

    /// <summary>A program on PATH, and gives its path.</summary>
    /// <param name="names">What it is called; the first one that is there is taken.</param>
    public static string Program(params string[] names)
    {
        var path = Find(names);
        That(path is not null, $"{names[0]} is not installed.");
        return path;
    }

    /// <summary>The path of a program on PATH; <see langword="null"/> where it is not installed.</summary>
    public static string? Find(params string[] names) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Anything else.</summary>
    /// <param name="isThere">Whether it is there.</param>
    /// <param name="otherwise">What is missing.</param>
    public static void That([DoesNotReturnIf(false)] bool isThere, string otherwise)
    {
        if (!isThere)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", otherwise);
            Assert.Fail(otherwise);
        }
    }
}
