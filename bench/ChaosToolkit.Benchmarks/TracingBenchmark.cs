namespace ChaosToolkit.Benchmarks;

/// <summary>What tracing adds to an http probe.</summary>
internal sealed class TracingBenchmark : IBenchmark
{
    private const int Activities = 2000;
    private const int Rounds = 9;

    public string Name => "tracing";

    public string About =>
        $"{Activities} `http` probes to an nginx on loopback in one run of the published command less a run with one, with spans, metrics and logs sent by OTLP (http/protobuf) to a second nginx, against the same without; "
        + $"{Rounds} rounds in turn, medians. At most 40 µs a probe. Needs `nginx` on PATH.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        await using var server = await Nginx.StartAsync();
        await using var collector = await Nginx.StartAsync();
        var environment = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        List<double> off = [], on = [];
        for (var round = 0; round < Rounds; round++)
        {
            off.Add(await SecondsAsync(null));
            on.Add(await SecondsAsync(environment));
        }

        var table = new ResultTable("what", "µs a probe", "for tracing");
        var (offTime, onTime) = (Figures.Median(off) / (Activities - 1) * 1e6, Figures.Median(on) / (Activities - 1) * 1e6);
        table.Add("chaos run", Figures.Text(offTime), "");
        table.Add("chaos run, traced", Figures.Text(onTime), Figures.Text(onTime - offTime));
        return table;

        async Task<double> SecondsAsync(IReadOnlyDictionary<string, string?>? variables) =>
            await ChaosRun.SecondsAsync(repository, Nginx.Probes(Activities, server.Url), variables)
            - await ChaosRun.SecondsAsync(repository, Nginx.Probes(1, server.Url), variables);
    }
}
