using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>Bounds, both inclusive, of a number or a text that holds one; compared in decimal.</summary>
[Tolerance("range")]
internal sealed class RangeTolerance : ITolerance
{
    public ObjectShape Shape { get; } = new(
        "range", "Bounds of a number, both inclusive.",
        new("range", ValueShape.ListOf(2, ValueShape.Either(ValueShape.Number, ValueShape.Boolean)), "The lowest and the highest number that are tolerated.") { IsRequired = true },
        new("target", ValueShape.Text.OrNull(), "The member of the output to look at; all of it when not given."));

    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var context = validation.Context;
        ToleranceMembers.WarnOfUnknown(tolerance, Shape, context);
        ToleranceMembers.WarnOfTarget(tolerance, wantsText: false, context);
        if (tolerance["range"] is { } range)
        {
            ValidateBounds(range, context);
        }
        else
        {
            context.Report(ToleranceDiagnostics.MissingMember(tolerance, "range", "range"));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Check(tolerance?["range"] as JsonArray, Target.Of(tolerance, output)));

    private static void ValidateBounds(DocumentNode range, ValidationContext context)
    {
        if (range.Value is not JsonArray { Count: 2 })
        {
            context.Report(ToleranceDiagnostics.NotTwoBounds(range));
            return;
        }

        var bounds = range.Items.ToList();
        var wrong = bounds.Where(bound => !Value.IsNumber(bound.Value) && bound.Kind != ValueKind.Boolean).ToList();
        wrong.ForEach(bound => context.Report(ToleranceDiagnostics.BoundIsNoNumber(bound)));
        if (wrong.Count == 0 && ExactDecimal.Of(bounds[0].Value) is { } lower && ExactDecimal.Of(bounds[1].Value) is { } upper && lower.CompareTo(upper) > 0)
        {
            context.Report(ToleranceDiagnostics.ReversedBounds(range));
        }
    }

    private static ToleranceResult Check(JsonArray? range, Target target)
    {
        if (range is not { Count: 2 } || ExactDecimal.Of(range[0]) is not { } lower || ExactDecimal.Of(range[1]) is not { } upper)
        {
            return ToleranceResult.NotMet(range, target.Observed, target.Path, "the range of the tolerance is not two numbers");
        }

        var expected = $"{ToleranceExplanation.InWords(range[0])} and {ToleranceExplanation.InWords(range[1])}, observed {ToleranceExplanation.InWords(target.Observed)}";
        if (ExactDecimal.Of(target.Observed) is not { } number)
        {
            return ToleranceResult.NotMet(range, target.Observed, target.Path, $"expected {target.Name} to be a number between {expected}");
        }

        return lower.CompareTo(number) <= 0 && number.CompareTo(upper) <= 0
            ? ToleranceResult.Met
            : ToleranceResult.NotMet(range, target.Observed, target.Path, $"expected {target.Name} to be between {expected}");
    }
}
