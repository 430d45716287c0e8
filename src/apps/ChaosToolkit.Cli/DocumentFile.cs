using System.Text;
using System.Text.Json.Nodes;
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
    public void EnsureWritable()
    {
        if (Directory.Exists(Path))
        {
            throw new ChaosException($"'{Path}' is a folder. Name a file with {option}.");
        }

        Try(target =>
        {
            var trial = Beside(target);
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
        });
    }

    /// <summary>Writes it through a temporary file beside it, which then takes its place.</summary>
    /// <exception cref="ChaosException">It cannot be written; the message says why.</exception>
    public void Write(JsonObject document)
    {
        var text = IsYaml ? YamlWriter.Write(document, sorted: false) : JsonText.Of(document, indented: true) + "\n";
        Try(target =>
        {
            var temporary = Beside(target);
            try
            {
                using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                {
                    file.Write(Encoding.UTF8.GetBytes(text));
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, target, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        });
    }

    private bool IsYaml => System.IO.Path.GetExtension(Path).ToUpperInvariant() is ".YAML" or ".YML";

    private static string Beside(string target) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(target) ?? "", $".{System.IO.Path.GetFileName(target)}.{System.IO.Path.GetRandomFileName()}");

    private void Try(Action<string> action)
    {
        try
        {
            // A link stays a link: what it leads to is replaced.
            var link = File.Exists(Path) ? File.ResolveLinkTarget(Path, returnFinalTarget: true) : null;
            action(link?.FullName ?? System.IO.Path.GetFullPath(Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChaosException($"'{Path}' cannot be written: {exception.Message} Name another file with {option}.", exception);
        }
    }
}
