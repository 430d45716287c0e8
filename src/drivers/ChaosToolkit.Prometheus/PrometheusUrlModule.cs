using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;

namespace ChaosToolkit.Prometheus;

/// <summary>The spelling of articles: the server's address is an argument, and a query gives its number, which a range can judge.</summary>
[PythonModule("chaoslib.probes.prometheus")]
internal sealed class PrometheusUrlModule(EngineServices services) : INativeModule
{
    private static readonly NativeParameter Query = new("query"), Url = new("api_url", false), When = new("when", false), Timeout = new("timeout", false), Step = new("step", false, 1);

    private readonly NativeParameter verifyTls = new("verify_tls", false, services.VerifyTls);

    public IEnumerable<INativeFunction> Functions => field ??= FunctionsOf(new PrometheusFunctions(services.Shared(all => new PrometheusClient(all.Time))));

    private NativeFunction[] FunctionsOf(PrometheusFunctions functions) =>
    [
        new("query", [Query, Url, When, Timeout, verifyTls], functions.QueryNumberAsync),
        new("query_interval", [Query, new("start"), new("end"), Step, Url, Timeout, verifyTls], functions.QueryIntervalAsync),
        new("compute_mean", [Query, new("window", false, "1d"), new("mean_type", false, "arithmetic"), Url, verifyTls], functions.ComputeMeanAsync),
    ];
}
