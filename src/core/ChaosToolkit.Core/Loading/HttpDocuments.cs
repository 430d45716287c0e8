using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;

namespace ChaosToolkit.Loading;

/// <summary>Fetches documents from http and https addresses.</summary>
internal sealed class HttpDocuments(DocumentLoaderOptions options)
{
    private const int MaxRedirects = 10;

    public async Task<LoadedDocument> LoadAsync(string source, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            throw new LoadingException(LoadingDiagnostics.BadAddress(source[(source.LastIndexOf('@') + 1)..]));
        }

        var name = NameOf(address);
        var authorization = new HttpAuthorization(options).For(address);
        using var deadline = new CancellationTokenSource(options.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var client = MakeClient();
        try
        {
            using var response = await FollowAsync(client, address, name, authorization, either.Token).ConfigureAwait(false);
            return await ReadAsync(response, name, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var seconds = options.Timeout.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
            throw new LoadingException(LoadingDiagnostics.Unreachable(name, $"it took longer than {seconds} seconds."));
        }
        catch (HttpRequestException problem) when (problem.InnerException is AuthenticationException)
        {
            throw new LoadingException(LoadingDiagnostics.Unreachable(name, "its TLS certificate is not trusted.", "Trust its issuer (SSL_CERT_FILE), or do without with --no-verify-tls."));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new LoadingException(LoadingDiagnostics.Unreachable(name, Ended(problem.GetBaseException().Message)));
        }
    }

    private HttpClient MakeClient()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, UseCookies = false };
        if (!options.VerifyTls)
        {
#pragma warning disable CA5359 // the user said --no-verify-tls
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // the deadline is ours
    }

    private static async Task<HttpResponseMessage> FollowAsync(HttpClient client, Uri address, string name, string? authorization, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Accept", "application/json, application/x-yaml");
            request.Headers.TryAddWithoutValidation("User-Agent", "chaostoolkit-dotnet");
            if (authorization is not null && !request.Headers.TryAddWithoutValidation("Authorization", authorization))
            {
                throw new LoadingException(LoadingDiagnostics.BadAuthorization(address.Host));
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return response;
            }

            using (response)
            {
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                {
                    throw new LoadingException(LoadingDiagnostics.UnexpectedStatus(name, (int)response.StatusCode, AdviceFor(response.StatusCode)));
                }

                if (redirects == MaxRedirects)
                {
                    throw new LoadingException(LoadingDiagnostics.Unreachable(name, $"it leads through more than {MaxRedirects} redirects."));
                }

                var next = new Uri(address, location);
                if (next.Scheme != Uri.UriSchemeHttp && next.Scheme != Uri.UriSchemeHttps)
                {
                    throw new LoadingException(LoadingDiagnostics.Unreachable(name, $"it redirects to '{next.Scheme}:', which is not a supported scheme."));
                }

                // Credentials are for the server they were given for, and for nobody it points to.
                authorization = next.Authority == address.Authority && next.Scheme == address.Scheme ? authorization : null;
                address = next;
            }
        }
    }

    private static async Task<LoadedDocument> ReadAsync(HttpResponseMessage response, string name, CancellationToken cancellationToken)
    {
        var contentType = response.Content.Headers.ContentType;
        var format = FormatOf(contentType?.MediaType) ?? throw new LoadingException(LoadingDiagnostics.UnknownContentType(name, contentType!.MediaType!)); // none has a format
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = await DocumentBytes.ReadAsync(name, stream, cancellationToken).ConfigureAwait(false);
        return DocumentReader.Read(Decode(name, bytes.Span, contentType), format);
    }

    private static DocumentFormat? FormatOf(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        null or "text/plain" => DocumentFormat.Either,
        "application/json" or "text/json" => DocumentFormat.Json,
        "application/x-yaml" or "application/yaml" or "text/yaml" or "text/x-yaml" or "text/vnd.yaml" => DocumentFormat.Yaml,
        var other when other.EndsWith("+json", StringComparison.Ordinal) => DocumentFormat.Json,
        var other when other.EndsWith("+yaml", StringComparison.Ordinal) => DocumentFormat.Yaml,
        _ => null,
    };

    private static SourceText Decode(string name, ReadOnlySpan<byte> bytes, MediaTypeHeaderValue? contentType) =>
        contentType?.CharSet?.Trim('"').ToLowerInvariant() is "iso-8859-1" or "latin1"
            ? new SourceText(name, System.Text.Encoding.Latin1.GetString(bytes))
            : DocumentText.Decode(name, bytes);

    private static string? AdviceFor(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        ? $"Set {HttpAuthorization.TokenVariable}, or the host's entry of 'auths' in the settings."
        : null;

    // User information and the query may hold secrets.
    private static string NameOf(Uri address) => new UriBuilder(address) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.AbsoluteUri;

    private static string Ended(string message) => message.EndsWith('.') ? message : message + ".";
}
