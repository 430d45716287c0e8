using System.Net;
using System.Text;
using ChaosToolkit.Telemetry;

namespace ChaosToolkit.Providers.Http;

/// <summary>One activity's requests: the first and those that redirects ask for, with the cookies set on the way.</summary>
internal sealed class HttpExchange(HttpCall call, HttpMessageInvoker connections, TimeProvider time)
{
    private const int MostRedirects = 30;

    private HttpAddress address = call.Address;
    private HttpMethod method = call.Method;
    private byte[]? body = call.Body;
    private List<KeyValuePair<string, string>> headers = call.Headers;
    private CookieContainer? cookies;

    /// <summary>Sends and follows redirects.</summary>
    /// <exception cref="ActivityFailedException">There was no answer.</exception>
    public async Task<HttpAnswer> RunAsync(CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var patience = new Patience(call, time, cancellationToken);
            try
            {
                using var response = await SendAsync(patience, cancellationToken).ConfigureAwait(false);
                KeepCookies(response);
                if (!IsRedirect(response, out var location))
                {
                    return await HttpAnswer.ReadAsync(response, method, patience).ConfigureAwait(false);
                }

                if (redirects == MostRedirects)
                {
                    throw new ActivityFailedException($"{call.Address.Display} redirected more than {MostRedirects} times.");
                }

                Redirect((int)response.StatusCode, location);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ActivityFailedException($"The call of {address.Display} took too long: {patience.Describe()}.");
            }
            catch (OperationCanceledException exception)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
            {
                // A cancelled connection may come as its broken stream.
                cancellationToken.ThrowIfCancellationRequested();
                throw new ActivityFailedException($"The call of {address.Display} failed: {Reason(exception)}.", exception);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Patience patience, CancellationToken cancellationToken)
    {
        for (var retries = 0; ; retries++)
        {
            using var request = Request(patience);
            try
            {
                if (retries > 0)
                {
                    patience.StartReading();
                }

                return await connections.SendAsync(request, patience.Token).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (retries < call.Retries && !cancellationToken.IsCancellationRequested
                && exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
            {
                // nothing was sent: once more, at once, as urllib3 does
            }
        }
    }

    private PatientRequest Request(Patience patience)
    {
        var request = new PatientRequest(method, address.Uri, patience) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                continue; // the body knows better
            }

            var text = Latin(value);
            if (request.Headers.TryAddWithoutValidation(name, text))
            {
                continue;
            }

            // The framework takes what speaks of a body with a body only, be it an empty one.
            request.Content ??= new ByteArrayContent([]);
            if (!request.Content.Headers.TryAddWithoutValidation(name, text))
            {
                request.Dispose();
                throw new ActivityFailedException($"'{name}' is no name of an HTTP header.");
            }
        }

        // Who writes the header means another trace.
        if (TraceContext.Current is { } trace && !headers.Exists(header => HttpCall.Is(header, "traceparent")))
        {
            request.Headers.TryAddWithoutValidation("traceparent", trace.Parent);
            if (trace.State is { } state)
            {
                request.Headers.TryAddWithoutValidation("tracestate", state);
            }
        }

        if (cookies?.GetCookieHeader(address.Uri) is { Length: > 0 } cookie && !headers.Exists(header => HttpCall.Is(header, "Cookie")))
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        return request;
    }

    private static bool IsRedirect(HttpResponseMessage response, out string location)
    {
        location = "";
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || !response.Headers.NonValidated.TryGetValues("Location", out var values))
        {
            return false;
        }

        // Headers are bytes; servers that send more than ASCII here mean UTF-8.
        location = ByteText.Decode(Encoding.Latin1.GetBytes(values.First()));
        return true;
    }

    private void Redirect(int status, string location)
    {
        var next = address.Follow(location);
        if (MustDropAuthorization(address.Uri, next.Uri))
        {
            headers = [.. headers.Where(header => !HttpCall.Is(header, "Authorization"))];
        }

        headers = [.. headers.Where(header => !HttpCall.Is(header, "Cookie") && !HttpCall.Is(header, "Host"))];
        if (status is not (307 or 308))
        {
            if ((status is 302 or 303 && method != HttpMethod.Head) || (status == 301 && method == HttpMethod.Post))
            {
                method = HttpMethod.Get;
            }

            body = null;
            headers = [.. headers.Where(header => !HttpCall.Is(header, "Content-Type") && !HttpCall.Is(header, "Transfer-Encoding"))];
        }

        address = next;
    }

    // Credentials are for the one they were written for; that http became https on the same host does not count.
    private static bool MustDropAuthorization(Uri from, Uri to) =>
        !from.Host.Equals(to.Host, StringComparison.OrdinalIgnoreCase)
        || (!(from is { Scheme: "http", IsDefaultPort: true } && to is { Scheme: "https", IsDefaultPort: true }) && (from.Port != to.Port || from.Scheme != to.Scheme));

    private void KeepCookies(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Set-Cookie", out var values))
        {
            return;
        }

        cookies ??= new CookieContainer();
        foreach (var value in values)
        {
            try
            {
                cookies.SetCookies(address.Uri, value);
            }
            catch (CookieException)
            {
                // a cookie for another host, or no cookie at all: not kept, as by any client
            }
        }
    }

    // Headers go out as Latin-1; what that lacks is sent as UTF-8.
    private static string Latin(string value) => Ascii.IsValid(value) || value.All(c => c <= '\u00ff') ? value : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value));

    private static string Reason(Exception exception)
    {
        var cause = exception;
        while (cause is HttpRequestException or IOException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        var place = (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "the host's name is not known: ",
            HttpRequestError.SecureConnectionError => "TLS: ",
            HttpRequestError.ProxyTunnelError => "the proxy: ",
            _ => "",
        };
        return place + cause.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }
}
