using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.Events;

/// <summary>Writes the events of the run as CloudEvents to a file, an HTTP endpoint or standard output.</summary>
[Control(Module = "chaos.controls.events")]
internal sealed class EventsControl(EngineServices services, ILogger logger) : IControl, IValidatedControl, IRunEventHandler, IListener
{
    private static readonly ControlArguments Known = new(
        "chaos.controls.events",
        ControlArgument.Text("path"),
        ControlArgument.Text("url"),
        ControlArgument.Flag("stdout"),
        new ControlArgument("headers", "an object", node => node.Kind == ValueKind.Object),
        ControlArgument.Seconds("timeout"),
        ControlArgument.Count("batch"),
        new ControlArgument("retries", "a whole number from 0 on", node => node.Kind == ValueKind.Integer && Value.AsDouble(node.Value) >= 0),
        ControlArgument.Flag("verify_tls"),
        ControlArgument.Text("source"),
        ControlArgument.Texts("events"));

    private readonly List<EventStream> streams = [];

    public void Validate(DocumentNode control, ValidationContext context)
    {
        Known.Validate(control, context);
        var arguments = control["provider"]?["arguments"];
        if (arguments?["path"] is null && arguments?["url"] is null && arguments?["stdout"] is null)
        {
            context.Report(ControlDiagnostics.MissingArgument(arguments ?? control, "chaos.controls.events", "path"));
        }
    }

    public ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken)
    {
        var written = Substitution.Apply(context.Arguments, context.Configuration, context.Secrets) as JsonObject ?? [];
        var arguments = new ControlContext
        {
            Level = context.Level,
            Control = context.Control,
            Configuration = context.Configuration,
            Secrets = context.Secrets,
            Arguments = written,
        };
        var wanted = written["events"] is JsonArray { Count: > 0 } names ? names.Select(Value.AsText).OfType<string>().ToHashSet(StringComparer.Ordinal) : null;
        foreach (var sink in SinksOf(arguments))
        {
            streams.Add(new EventStream(sink, services, arguments.Argument("source", "chaostoolkit"), wanted, logger));
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken)
    {
        foreach (var stream in streams)
        {
            await stream.HandleAsync(moment);
        }
    }

    private IEnumerable<IEventSink> SinksOf(ControlContext arguments)
    {
        if (arguments.Argument("stdout", false))
        {
            yield return new StreamEventSink(services.StandardOutput, isOwned: false);
        }

        if (arguments.Argument("path", "") is { Length: > 0 } path && Open(path) is { } file)
        {
            yield return file;
        }

        if (arguments.Argument("url", "") is not { Length: > 0 } address)
        {
            yield break;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            logger.LogWarning("Events are not sent: '{Url}' is no http or https address.", address);
            yield break;
        }

        var standard = new HttpEventOptions(url);
        yield return new HttpEventSink(
            standard with
            {
                Headers = [.. (arguments.Arguments?["headers"] as JsonObject ?? []).Select(header => KeyValuePair.Create(header.Key, PythonText.Of(header.Value)))],
                Timeout = TimeSpan.FromSeconds(arguments.Argument("timeout", standard.Timeout.TotalSeconds)),
                Batch = arguments.Argument("batch", standard.Batch),
                Retries = arguments.Argument("retries", standard.Retries),
                VerifyTls = arguments.Argument("verify_tls", services.VerifyTls),
            },
            services.Time,
            logger);
    }

    private StreamEventSink? Open(string path)
    {
        try
        {
            return StreamEventSink.Append(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(exception, "Events are not written: {Reason}", exception.Message);
            return null;
        }
    }
}
