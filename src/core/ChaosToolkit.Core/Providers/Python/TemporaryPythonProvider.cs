using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;

namespace ChaosToolkit.Providers.Python;

[Provider("python")]
internal sealed class TemporaryPythonProvider(EngineServices services) : IProvider
{
    private readonly NativeFunctions functions = new([typeof(TemporaryPythonProvider).Assembly], services);

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken) => default;

    public Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var a = Substitution.Apply(call.Provider["arguments"], call.Configuration, call.Secrets) as JsonObject ?? [];
        foreach (var (k, v) in call.ExtraArguments ?? []) { a[k] = v?.DeepClone(); }
        if (!functions.TryFind((string)call.Provider["module"]!, (string)call.Provider["func"]!, out var f)) { throw new ChaosException("no"); }
        return f.CallAsync(a, cancellationToken);
    }
}
