namespace ChaosToolkit.Benchmarks;

/// <summary>What an http probe costs beside the bare call.</summary>
internal sealed class HttpBenchmark : IBenchmark
{
    private const int Activities = 2000;
    private const int Rounds = 9; // it is smaller than what a busy host moves three by

    public string Name => "http";

    public string About =>
        $"{Activities} `http` probes to an nginx on loopback, keep-alive, in one run of the published command less a run with one (start, end and the first connection), against a bare `HttpClient` loop in a published program of its own, measured likewise; "
        + $"{Rounds} rounds in turn, medians. At most the bare call plus 60 µs, and 120 MB. Needs `nginx` on PATH.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        await using var server = await Nginx.StartAsync();
        List<double> bare = [], run = [], one = [], memory = [];
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await BareLoop.SecondsAsync(repository, "http", Activities, server.Url));
            run.Add(await ChaosRun.SecondsAsync(repository, Nginx.Probes(Activities, server.Url)));
            one.Add(await ChaosRun.SecondsAsync(repository, Nginx.Probes(1, server.Url)));
            memory.Add(await ChaosRun.PeakMegabytesAsync(repository, Nginx.Probes(Activities, server.Url)));
        }

        var table = new ResultTable("what", "µs a probe", "beyond the bare call", "peak MB");
        var (bareTime, runTime) = (Figures.Median(bare) / Activities * 1e6, (Figures.Median(run) - Figures.Median(one)) / Activities * 1e6);
        table.Add("bare HttpClient", Figures.Text(bareTime), "", "");
        table.Add("chaos run", Figures.Text(runTime), Figures.Text(runTime - bareTime), Figures.Text(Figures.Median(memory)));
        return table;
    }
}
