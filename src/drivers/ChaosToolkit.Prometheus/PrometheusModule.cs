using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;

namespace ChaosToolkit.Prometheus;

/// <summary>The probes of the published extension, under its names.</summary>
[PythonModule("chaosprometheus.probes")]
internal sealed class PrometheusModule(EngineServices services) : INativeModule
{
    private static readonly NativeParameter Query = new("query"), When = new("when", false), Timeout = new("timeout", false), Step = new("step", false, 1);

    private readonly NativeParameter verifyTls = new("verify_tls", false, services.VerifyTls);

    public IEnumerable<INativeFunction> Functions => field ??= FunctionsOf(new PrometheusFunctions(services.Shared(all => new PrometheusClient(all.Time))));

    private NativeFunction[] FunctionsOf(PrometheusFunctions functions) =>
    [
        new("query", [Query, When, Timeout, verifyTls], functions.QueryAsync),
        new("query_interval", [Query, new("start"), new("end"), Step, Timeout, verifyTls], functions.QueryIntervalAsync),
        new("compute_mean", [Query, new("window", false, "1d"), new("mean_type", false, "arithmetic"), verifyTls], functions.ComputeMeanAsync),
    ];
}
