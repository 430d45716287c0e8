namespace ChaosToolkit.Testing;

/// <summary>The repository the tests were built in.</summary>
public static class Repository
{
    /// <summary>Its folder: the first above the built tests that holds the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path below it.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "ChaosToolkit.slnx"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie below the repository."));
}
