namespace ChaosToolkit.Loading;

/// <summary>Reads JSON as Python's <c>json</c> does: integers of any size, floats that stay floats, <c>NaN</c> and <c>Infinity</c>, the last of equal keys.</summary>
public static class JsonDocumentReader
{
    /// <summary>Reads a document; the time it takes is proportional to its length.</summary>
    /// <param name="source">The text, with or without a byte-order mark. At most 20 MB.</param>
    /// <exception cref="LoadingException">It is not JSON, or is larger (2,000,000 values) or nested deeper (1000 levels) than documents may be.</exception>
    public static LoadedDocument Read(SourceText source)
    {
        ArgumentNullException.ThrowIfNull(source);
        DocumentLimits.CheckSize(source);
        return new JsonParser(source).ReadDocument();
    }
}
