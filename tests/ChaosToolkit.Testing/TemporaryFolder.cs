namespace ChaosToolkit.Testing;

/// <summary>A folder of its own for a test, removed with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its full path.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("chaos-").FullName;

    /// <summary>The full path of something in it.</summary>
    public string this[string name] => Path.Combine(FullName, name);

    /// <summary>Writes a file in it and gives its full path.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
