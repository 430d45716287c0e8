using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Cli.Settings;

/// <summary>The settings file: YAML, which may be missing, but not unreadable.</summary>
/// <param name="path">Its path, as it was given.</param>
internal sealed class SettingsFile(string path)
{
    /// <summary>Its path, as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>Whether there is something at the path.</summary>
    public bool Exists => System.IO.Path.Exists(Path);

    /// <summary>The settings; <see langword="null"/> when there is no file or nothing in it.</summary>
    /// <exception cref="LoadingException">The file cannot be read, or it is no YAML mapping.</exception>
    public JsonObject? Load()
    {
        if (!Exists)
        {
            return null;
        }

        return YamlDocumentReader.Read(Read()).Root switch
        {
            null => null,
            JsonObject settings => settings,
            _ => throw new LoadingException($"The settings file '{Path}' does not hold names and values. Write lines such as 'runtime:', or remove the file."),
        };
    }

    /// <summary>What stands in the file.</summary>
    /// <exception cref="LoadingException">The file cannot be read.</exception>
    public SourceText Read()
    {
        if (Directory.Exists(Path))
        {
            throw new LoadingException($"The settings '{Path}' are a folder, not a file.");
        }

        try
        {
            return DocumentText.Decode(Path, File.ReadAllBytes(Path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LoadingException($"The settings file '{Path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Writes the settings anew, whole or not at all.</summary>
    public void Save(JsonObject settings)
    {
        // A link stays a link: what it leads to is replaced.
        var target = File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path;
        var beside = $"{target}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File.GetUnixFileMode(target);
        }

        using (var stream = new FileStream(beside, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(YamlWriter.Write(settings)));
        }

        File.Move(beside, target, overwrite: true);
    }
}
