using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A boolean, text or number, which the output must equal; a number is compared with an output's <c>status</c> where it has one.</summary>
internal sealed class EqualityTolerance : ITolerance
{
    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var isReference = tolerance.Text?.Contains('$') == true;
        if (!isReference && !Value.IsNumber(tolerance.Value) && OutputShape.Of(tolerance.Parent) is { } shape)
        {
            validation.Context.Report(ToleranceDiagnostics.NeverEqual(tolerance, shape));
        }
        else if (!isReference)
        {
            OutputShape.WarnOfStatus(tolerance, tolerance.Parent, validation.Context);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken)
    {
        var target = Value.IsNumber(tolerance) ? Target.StatusOf(output) : new Target(output, "$", "the output");
        return ValueTask.FromResult(PythonComparison.AreEqual(target.Observed, tolerance)
            ? ToleranceResult.Met
            : ToleranceResult.NotMet(
                tolerance, target.Observed, target.Path,
                $"expected {target.Name} to be {ToleranceExplanation.InWords(tolerance)}, observed {ToleranceExplanation.InWords(target.Observed)}"));
    }
}
