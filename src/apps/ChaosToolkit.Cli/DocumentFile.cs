using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli;

/// <summary>A file that a command makes: YAML where its name ends so, otherwise JSON; written whole or not at all.</summary>
/// <param name="path">Its path, as it was given.</param>
/// <param name="option">The option that names another.</param>
internal sealed class DocumentFile(string path, string option)
{
    /// <summary>Its path, as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>Checks that it can be written, before anybody is troubled for what shall stand in it. Nothing is left behind.</summary>
    /// <exception cref="ChaosException">It cannot; the message says why.</exception>
    public void EnsureWritable() => Try(() => WholeFile.EnsureWritable(Path));

    /// <summary>Writes it.</summary>
    /// <exception cref="ChaosException">It cannot be written; the message says why.</exception>
    public void Write(JsonObject document)
    {
        var text = DocumentReader.FormatOf(Path) == DocumentFormat.Yaml ? YamlWriter.Write(document, sorted: false) : JsonText.Of(document, indented: true) + "\n";
        Try(() => WholeFile.Write(Path, Encoding.UTF8.GetBytes(text)));
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChaosException($"'{Path}' cannot be written: {exception.Message} Name another file with {option}.", exception);
        }
    }
}
