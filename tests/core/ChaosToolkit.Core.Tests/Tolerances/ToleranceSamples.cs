using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Providers;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Tolerances;

internal static class ToleranceSamples
{
    public static readonly ToleranceCatalog Catalog = new(new EngineServices(NullLoggerFactory.Instance, TimeProvider.System));

    public static async Task<ToleranceResult> CheckAsync(
        string tolerance, string output, string configuration = "{}", Func<JsonObject, JsonObject, JsonNode?>? probe = null) =>
        await Catalog.CheckAsync(
            SampleJson.Node(tolerance), SampleJson.Node(output),
            new ToleranceContext(SampleJson.Members(configuration), [], (activity, arguments, _) => Task.FromResult(probe!(activity, arguments))), // given where a probe judges
            TestContext.Current.CancellationToken);

    /// <summary>The diagnostics of a tolerance of a probe with that provider.</summary>
    public static async Task<List<Diagnostic>> ValidateAsync(
        string tolerance, string provider = "python", string configuration = "{}", Action<ActivityNode>? validateProvider = null)
    {
        List<Diagnostic> diagnostics = [];
        var probe = SampleJson.Document($$"""{"provider": {"type": "{{provider}}"}, "tolerance": {{tolerance}} }""");
        await Catalog.ValidateAsync(
            probe["tolerance"]!, // it is written above
            new ToleranceValidation(
                new ValidationContext(diagnostics, SampleJson.Members(configuration), []),
                (activity, _) =>
                {
                    validateProvider?.Invoke(activity);
                    return ValueTask.CompletedTask;
                }),
            TestContext.Current.CancellationToken);
        return diagnostics;
    }
}
