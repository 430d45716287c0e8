namespace ChaosToolkit.Loading;

/// <summary>How a document is written.</summary>
public enum DocumentFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML 1.1.</summary>
    Yaml,

    /// <summary>JSON, or YAML when it is not JSON.</summary>
    Either,
}

/// <summary>Reads documents from text.</summary>
public static class DocumentReader
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="LoadingException">It cannot be read as what it should be.</exception>
    public static LoadedDocument Read(SourceText source, DocumentFormat format)
    {
        ArgumentNullException.ThrowIfNull(source);
        return format switch
        {
            DocumentFormat.Json => JsonDocumentReader.Read(source),
            DocumentFormat.Yaml => YamlDocumentReader.Read(source),
            _ => ReadEither(source),
        };
    }

    /// <summary>The format that the ending of a path says; <see langword="null"/> when it says none.</summary>
    public static DocumentFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => DocumentFormat.Json,
        ".yaml" or ".yml" => DocumentFormat.Yaml,
        _ => null,
    };

    private static LoadedDocument ReadEither(SourceText source)
    {
        try
        {
            return JsonDocumentReader.Read(source);
        }
        catch (LoadingException asJson)
        {
            try
            {
                return YamlDocumentReader.Read(source);
            }
            catch (LoadingException) when (source.Text.AsSpan().TrimStart().TrimStart('\uFEFF') is ['{' or '[', ..])
            {
                throw asJson; // what begins like JSON was meant to be JSON
            }
        }
    }
}
