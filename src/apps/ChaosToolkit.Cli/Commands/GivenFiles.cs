using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Reads what a command line gives beside its source: variables and files of controls.</summary>
internal static class GivenFiles
{
    /// <summary>Reads the options <c>--var</c> and <c>--var-file</c>.</summary>
    /// <exception cref="UsageException">One cannot be read as what it should be.</exception>
    /// <exception cref="LoadingException">A file cannot be read.</exception>
    public static Variables ReadVariables(IEnumerable<string> vars, IEnumerable<string> varFiles)
    {
        try
        {
            return Variables.Read(vars, varFiles, path => ReadDocument(path).Root);
        }
        catch (VariableException error)
        {
            throw new UsageException(error.Message);
        }
    }

    /// <summary>Reads a file of JSON or YAML.</summary>
    /// <exception cref="LoadingException">It cannot be read.</exception>
    public static LoadedDocument ReadDocument(string path)
    {
        if (Directory.Exists(path))
        {
            throw new LoadingException($"'{path}' is a folder, not a file.");
        }

        try
        {
            return DocumentReader.Read(DocumentText.Decode(path, File.ReadAllBytes(path)), DocumentReader.FormatOf(path) ?? DocumentFormat.Yaml);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LoadingException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
