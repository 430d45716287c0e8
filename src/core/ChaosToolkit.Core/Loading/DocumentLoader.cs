namespace ChaosToolkit.Loading;

/// <summary>Loads documents from where users keep them: files, http and https addresses, the standard input.</summary>
/// <param name="options">What loading depends on.</param>
public sealed class DocumentLoader(DocumentLoaderOptions? options = null)
{
    private readonly DocumentLoaderOptions options = options ?? new DocumentLoaderOptions();

    /// <summary>Loads a document.</summary>
    /// <param name="source">A path that ends in <c>.json</c>, <c>.yaml</c> or <c>.yml</c>, an address that begins with <c>http://</c> or <c>https://</c>, or <c>-</c> for the standard input.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LoadingException">There is no such source, it cannot be read, or it is no document.</exception>
    public async Task<LoadedDocument> LoadAsync(string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source == "-")
        {
            return await LoadInputAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(source) && source.IndexOf("://", StringComparison.Ordinal) is > 0 and var end)
        {
            var scheme = source[..end];
            if (!scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
            {
                throw new LoadingException(LoadingDiagnostics.UnknownScheme(source, scheme));
            }

            return await new HttpDocuments(options).LoadAsync(source, cancellationToken).ConfigureAwait(false);
        }

        return await LoadFileAsync(source, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LoadedDocument> LoadInputAsync(CancellationToken cancellationToken)
    {
        const string name = "standard input";
        if (options.StandardInput is { } given)
        {
            return await ReadAsync(name, given, DocumentFormat.Either, cancellationToken).ConfigureAwait(false);
        }

        await using var input = Console.OpenStandardInput();
        return await ReadAsync(name, input, DocumentFormat.Either, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<LoadedDocument> LoadFileAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new LoadingException(LoadingDiagnostics.IsFolder(path));
        }

        if (path.Length == 0 || !File.Exists(path))
        {
            throw new LoadingException(LoadingDiagnostics.MissingFile(path));
        }

        var format = DocumentReader.FormatOf(path) ?? throw new LoadingException(LoadingDiagnostics.UnknownEnding(path));
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return await ReadAsync(path, file, format, cancellationToken).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException)
        {
            throw new LoadingException(LoadingDiagnostics.CannotRead(path, "there is no permission to read it."));
        }
        catch (IOException problem)
        {
            throw new LoadingException(LoadingDiagnostics.CannotRead(path, problem.Message));
        }
    }

    private static async Task<LoadedDocument> ReadAsync(string name, Stream stream, DocumentFormat format, CancellationToken cancellationToken)
    {
        var bytes = await DocumentBytes.ReadAsync(name, stream, cancellationToken).ConfigureAwait(false);
        return DocumentReader.Read(DocumentText.Decode(name, bytes.Span), format);
    }
}
