using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A list: of accepted values of a <c>status</c>; without one, two entries are bounds (both inclusive), and another count are accepted values.</summary>
internal sealed class ListTolerance : ITolerance
{
    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var items = tolerance.Items.ToList();
        if (items.Count == 0)
        {
            validation.Context.Report(ToleranceDiagnostics.EmptyList(tolerance));
        }

        // With a status two entries are no bounds; where it is not known whether there is one, it is not said that they are reversed.
        if (items.Count == 2 && OutputShape.HasNoStatus(tolerance.Parent) && PythonComparison.Compare(items[0].Value, items[1].Value) is null or > 0)
        {
            validation.Context.Report(ToleranceDiagnostics.ReversedBounds(tolerance));
        }

        foreach (var item in items)
        {
            if (item.Text is { } text && Configuration.Substitution.IsReference(text))
            {
                validation.Context.Report(ToleranceDiagnostics.NotSubstituted(item));
            }
            else
            {
                OutputShape.WarnOfStatus(item, tolerance.Parent, validation.Context);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken)
    {
        var accepted = (JsonArray)tolerance!; // given by kind
        var target = Target.StatusOf(output);
        var isMember = accepted.Any(value => PythonComparison.AreEqual(value, target.Observed));
        if (target.Path == "$" && accepted.Count == 2)
        {
            return ValueTask.FromResult(Check(accepted, target));
        }

        return ValueTask.FromResult(isMember
            ? ToleranceResult.Met
            : ToleranceResult.NotMet(
                tolerance, target.Observed, target.Path,
                $"expected {target.Name} to be one of {ToleranceExplanation.InWords(tolerance)}, observed {ToleranceExplanation.InWords(target.Observed)}"));
    }

    private static ToleranceResult Check(JsonArray bounds, Target target) =>
        PythonComparison.Compare(bounds[0], target.Observed) <= 0 && PythonComparison.Compare(target.Observed, bounds[1]) <= 0
            ? ToleranceResult.Met
            : ToleranceResult.NotMet(
                bounds, target.Observed, target.Path,
                $"expected {target.Name} to be between {ToleranceExplanation.InWords(bounds[0])} and {ToleranceExplanation.InWords(bounds[1])}, "
                + $"observed {ToleranceExplanation.InWords(target.Observed)}");
}
