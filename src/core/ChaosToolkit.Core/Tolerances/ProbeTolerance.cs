using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A probe that gets the output as its argument <c>value</c>; the truth of what it gives is the judgement. One that fails is not met.</summary>
[Tolerance("probe")]
internal sealed class ProbeTolerance : ITolerance
{
    public ObjectShape Shape { get; } = new(
        "probe", "Another probe that judges the output, which it gets as its argument `value`.",
        new("name", ValueShape.SomeText, "What it is called when it fails.") { IsRequired = true },
        new("provider", ValueShape.Named("provider"), "What carries it out.") { IsRequired = true },
        new("timeout", ValueShape.Any, "How long it may take, in seconds."));

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
