using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.Flow;

/// <summary>Lets the run wait until a file is there or an address answers; runs that announce themselves by a file meet at such a point.</summary>
[Control(Module = "chaos.controls.synchronization")]
[PythonModule("chaosaddons.controls.synchronization")]
internal sealed class SynchronizationControl(EngineServices services, ILogger logger) : IControl, IValidatedControl
{
    private const double DefaultTimeout = 300;

    private static readonly ControlArguments Known = new(
        "chaos.controls.synchronization",
        ControlArgument.Text("path"),
        ControlArgument.Text("url"),
        ControlArgument.Text("announce"),
        ControlArgument.Seconds("every"),
        ControlArgument.Seconds("timeout"),
        ControlArgument.OneOf("otherwise", "interrupt", "continue"),
        Place.Argument);

    private readonly Place place = new();

    public void Validate(DocumentNode control, ValidationContext context) => Known.Validate(control, context);

    public async ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (!place.IsHere(context) || context.Run is not { } run)
        {
            return;
        }

        Announce(context, context.Argument("announce", ""));
        var (path, url) = (context.Argument("path", ""), context.Argument("url", ""));
        var point = path.Length > 0 ? path : url;
        if (point.Length == 0)
        {
            return;
        }

        logger.LogInformation("Waiting at '{Point}'", point);
        var timeout = TimeSpan.FromSeconds(context.Argument("timeout", DefaultTimeout));
        using var limit = new CancellationTokenSource(timeout, run.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var started = run.Time.GetTimestamp();
        var isThere = true;
        try
        {
            while (!(path.Length > 0 ? Path.Exists(path) : await AnswersAsync(url, both.Token)))
            {
                await Delay.ForAsync(TimeSpan.FromSeconds(context.Argument("every", 1.0)), run.Time, both.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            isThere = false;
        }

        Tell(context, run, point, isThere, run.Time.GetElapsedTime(started), timeout);
    }

    private void Tell(ControlContext context, RunContext run, string point, bool isThere, TimeSpan waited, TimeSpan timeout)
    {
        var reason = $"Nothing came at '{point}' within {timeout.TotalSeconds} seconds";
        if (!isThere && context.Argument("otherwise", "interrupt") != "continue")
        {
            Ending.Throw(context, "wait", reason, new JsonObject { ["at"] = point });
        }

        if (!isThere)
        {
            logger.LogWarning("{Reason}; the run goes on", reason);
        }

        run.Log.ControlTells(ControlSet.NameOf(context.Control), "wait", new JsonObject { ["at"] = point, ["came"] = isThere, ["seconds"] = waited.TotalSeconds });
    }

    private static void Announce(ControlContext context, string path)
    {
        if (path.Length == 0)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
            File.WriteAllText(path, "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Ending.Throw(context, "wait", $"The file '{path}' that others wait for cannot be written: {exception.Message}");
        }
    }

    private async Task<bool> AnswersAsync(string url, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler();
        if (!services.VerifyTls)
        {
#pragma warning disable CA5359 // the command line asks for it
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or UriFormatException or InvalidOperationException)
        {
            logger.LogDebug(exception, "No answer from '{Url}' yet: {Reason}", url, exception.Message);
            return false;
        }
    }
}
