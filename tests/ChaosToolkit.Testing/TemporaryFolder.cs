namespace ChaosToolkit.Testing;

/// <summary>A folder of its own for a test, removed with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("chaos-").FullName;

    /// <summary>The full path of something in it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file in it, in folders that are made where they are missing, and gives its full path.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!); // it lies below the folder
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>The text of a file in it.</summary>
    public string Read(string name) => File.ReadAllText(At(name));

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 200)
            {
                Thread.Sleep(25); // a watchdog that has done its work still closes its files
            }
        }
    }
}
