using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Reads the files that <c>--var-file</c> names.</summary>
internal static class VariableFiles
{
    public static void Read(string path, Variables variables, Func<string, JsonNode?> readDocument, Action<string, string> setVariable)
    {
        if (!File.Exists(path))
        {
            throw new VariableException($"The variable file '{path}' does not exist.");
        }

        try
        {
            var text = File.ReadAllText(path);
            if (!IsDocument(path))
            {
                ReadEnvironment(path, text, setVariable);
            }
            else if (!string.IsNullOrWhiteSpace(text) && readDocument(path) is { } document)
            {
                Merge(path, document, "configuration", variables.Configuration, variables);
                Merge(path, document, "secrets", variables.Secrets, variables);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LoadingException($"The variable file '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsDocument(string path) => Path.GetExtension(path) is ".json" or ".yaml" or ".yml";

    private static void Merge(string path, JsonNode document, string member, JsonObject target, Variables variables)
    {
        if (document is not JsonObject root)
        {
            throw new LoadingException($"The variable file '{path}' must hold an object with 'configuration' and 'secrets'.");
        }

        switch (root[member])
        {
            case null:
                return;
            case JsonObject entries:
                foreach (var (name, value) in entries)
                {
                    target[name] = ValueCopy.Of(value);
                    variables.FileOf[$"{member}/{name}"] = path;
                }

                return;
            default:
                throw new LoadingException($"'{member}' in the variable file '{path}' must be an object of names and values.");
        }
    }

    // Names and values are taken literally: no quotes, no expansion, no "export".
    private static void ReadEnvironment(string path, string text, Action<string, string> setVariable)
    {
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var equals = line.IndexOf('=');
            if (equals <= 0 || line.Contains('\0'))
            {
                throw new LoadingException($"{path}:{number}: the line is not NAME=VALUE. A comment starts with '#'.");
            }

            setVariable(line[..equals], line[(equals + 1)..]);
        }
    }
}
