using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.OpenTelemetry;

internal sealed record CollectedSpan(string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Exceptions, bool IsError, ulong Start, ulong End);

internal sealed record CollectedMetric(string Name, string Unit, IReadOnlyDictionary<string, string> Attributes, double Value, ulong Count);

internal sealed record CollectedLog(string Module, string Severity, string Body, string Trace);

/// <summary>A collector that takes OTLP by gRPC without TLS, or by HTTP with protobuf, and decodes it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;

    private Collector(bool isGrpc)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        app = builder.Build();
        app.Run(context => TakeAsync(context, isGrpc));
    }

    public Uri Address => new(app.Urls.Single());

    public ConcurrentQueue<CollectedSpan> Spans { get; } = new();

    public ConcurrentQueue<CollectedMetric> Metrics { get; } = new();

    public ConcurrentQueue<CollectedLog> Logs { get; } = new();

    public ConcurrentQueue<string> Services { get; } = new();

    public static async Task<Collector> StartAsync(bool isGrpc = true)
    {
        var collector = new Collector(isGrpc);
        await collector.app.StartAsync();
        return collector;
    }

    public CollectedSpan Span(string name) => Assert.Single(Spans, span => span.Name == name);

    public IEnumerable<string> Below(CollectedSpan parent) => Spans.Where(span => span.Parent == parent.Id).OrderBy(span => span.Start).Select(span => span.Name);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, bool isGrpc)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        if (isGrpc)
        {
            // A frame: not compressed, its length, the message.
            Assert.Equal(0, bytes[0]);
            bytes = bytes[5..(5 + (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)))];
        }

        Read(context.Request.Path, new ProtoMessage(bytes));
        context.Response.ContentType = isGrpc ? "application/grpc" : "application/x-protobuf";
        if (isGrpc)
        {
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }

    private void Read(string path, ProtoMessage request)
    {
        var scopes = request.All(1).SelectMany(resource =>
        {
            Services.Enqueue(new ProtoMessage(resource.Bytes(1)).Attributes(1).GetValueOrDefault("service.name", ""));
            return resource.All(2);
        });
        switch (path)
        {
            case "/opentelemetry.proto.collector.trace.v1.TraceService/Export" or "/v1/traces":
                scopes.SelectMany(scope => scope.All(2)).ToList().ForEach(span => Spans.Enqueue(SpanOf(span)));
                break;
            case "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" or "/v1/metrics":
                scopes.SelectMany(scope => scope.All(2)).SelectMany(MetricsOf).ToList().ForEach(Metrics.Enqueue);
                break;
            case "/opentelemetry.proto.collector.logs.v1.LogsService/Export" or "/v1/logs":
                foreach (var scope in scopes)
                {
                    var module = new ProtoMessage(scope.Bytes(1)).Text(1);
                    scope.All(2).ToList().ForEach(log => Logs.Enqueue(new(module, log.Text(3), ProtoMessage.ValueOf(new ProtoMessage(log.Bytes(5))), log.Hex(9))));
                }

                break;
            default:
                throw new InvalidDataException($"Nobody exports to {path}.");
        }
    }

    private static CollectedSpan SpanOf(ProtoMessage span) => new(
        span.Hex(1),
        span.Hex(2),
        span.Hex(4),
        span.Text(5),
        span.Attributes(9),
        [.. span.All(11).Where(moment => moment.Text(2) == "exception").Select(moment => moment.Attributes(3)["exception.message"])],
        new ProtoMessage(span.Bytes(15)).Number(3) == 2,
        span.Number(7),
        span.Number(8));

    private static IEnumerable<CollectedMetric> MetricsOf(ProtoMessage metric)
    {
        var (name, unit) = (metric.Text(1), metric.Text(3));
        var numbers = new[] { 5, 7 }.SelectMany(metric.All).SelectMany(data => data.All(1))
            .Select(point => new CollectedMetric(name, unit, point.Attributes(7), point.Has(6) ? (long)point.Number(6) : point.Double(4), 0));
        return numbers.Concat(metric.All(9).SelectMany(data => data.All(1)).Select(point => new CollectedMetric(name, unit, point.Attributes(9), point.Double(5), point.Number(4))));
    }
}
