using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A probe that gets the output as its argument <c>value</c>; the truth of what it gives is the judgement. One that fails is not met.</summary>
[Tolerance("probe")]
internal sealed class ProbeTolerance : ITolerance
{
    public async ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tolerance["name"]?.Text))
        {
            validation.Context.Report(ToleranceDiagnostics.MissingMember(tolerance, "probe", "name"));
        }

        if (tolerance["provider"] is { Kind: ValueKind.Object } provider)
        {
            await validation.ValidateProvider(new ActivityNode(tolerance, provider, IsTolerance: true), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            validation.Context.Report(ToleranceDiagnostics.MissingMember(tolerance, "probe", "provider"));
        }
    }

    public async ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken)
    {
        var probe = (JsonObject)tolerance!; // it has a type
        var name = ToleranceExplanation.InWords(probe["name"]);
        try
        {
            var judgement = await context.RunProbe(probe, new JsonObject { ["value"] = ValueCopy.Of(output) }, cancellationToken).ConfigureAwait(false);
            return PythonComparison.IsTrue(judgement)
                ? ToleranceResult.Met
                : NotMet($"expected the probe {name} to give something true for the output, it gave {ToleranceExplanation.InWords(judgement)}");
        }
        catch (Exception exception) when (
            exception is not (ExitRequestedException or InterruptExecutionException) && !cancellationToken.IsCancellationRequested)
        {
            return NotMet($"the probe {name}, which judges the output, failed: {exception.Message}");
        }

        ToleranceResult NotMet(string difference) => ToleranceResult.NotMet(JsonValue.Create(true), output, "$", difference);
    }
}
