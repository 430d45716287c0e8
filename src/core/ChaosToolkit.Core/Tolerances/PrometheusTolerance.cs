using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A comparison that each sample of an answer of Prometheus must hold: of an instant vector, of a range every value, of a scalar or a number the one.</summary>
[Tolerance("prometheus")]
internal sealed class PrometheusTolerance : ITolerance
{
    private static readonly Dictionary<string, Func<double, double, bool>> Operators = new(StringComparer.Ordinal)
    {
        ["<"] = (sample, value) => sample < value,
        ["<="] = (sample, value) => sample <= value,
        [">"] = (sample, value) => sample > value,
        [">="] = (sample, value) => sample >= value,
        ["=="] = (sample, value) => sample == value,
        ["!="] = (sample, value) => sample != value,
    };

    public ObjectShape Shape { get; } = new(
        "prometheus", "A comparison that each sample of an answer of Prometheus must hold.",
        new("op", ValueShape.OneOf(Operators.Keys), "How each sample is compared.") { IsRequired = true },
        new("value", ValueShape.Either(ValueShape.Number, ValueShape.Text), "What it is compared with. References are replaced.") { IsRequired = true },
        new("target", ValueShape.Text.OrNull(), "The member of the output to look at; all of it when not given."));

    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var context = validation.Context;
        ToleranceMembers.WarnOfUnknown(tolerance, Shape, context);
        ToleranceMembers.WarnOfUnknownTarget(tolerance, context);
        if (tolerance["op"] is not { } op)
        {
            context.Report(ToleranceDiagnostics.MissingMember(tolerance, "prometheus", "op"));
        }
        else if (op.Text is not { } name || !Operators.ContainsKey(name))
        {
            context.Report(ToleranceDiagnostics.UnknownOperator(op, Operators.Keys));
        }

        if (tolerance["value"] is not { } value)
        {
            context.Report(ToleranceDiagnostics.MissingMember(tolerance, "prometheus", "value"));
        }
        else if (!Value.IsNumber(value.Value) && !IsLeftToTheRun(value)
            && NumberOf(Value.AsText(value.Value) is null ? null : Substitution.Apply(value.Value, context.Configuration, context.Secrets)) is null)
        {
            context.Report(ToleranceDiagnostics.ValueIsNoNumber(value));
        }

        return ValueTask.CompletedTask;

        bool IsLeftToTheRun(DocumentNode node) => node.Text is { } text && Substitution.HasUnknown(text, context.Configuration, context.Secrets);
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken)
    {
        JsonNode? written;
        try
        {
            written = Substitution.Apply(tolerance?["value"], context.Configuration, context.Secrets);
        }
        catch (ChaosException exception)
        {
            return ValueTask.FromResult(ToleranceResult.NotMet(tolerance, output, "$", exception.Message));
        }

        return ValueTask.FromResult(Check(Value.AsText(tolerance?["op"]), written, tolerance, Target.Of(tolerance, output)));
    }

    private static ToleranceResult Check(string? op, JsonNode? written, JsonNode? tolerance, Target target)
    {
        if (op is null || !Operators.TryGetValue(op, out var holds) || NumberOf(written) is not { } value)
        {
            return ToleranceResult.NotMet(tolerance, target.Observed, target.Path, "the tolerance does not say what to compare with what number");
        }

        var expected = Value.Text($"{op} {PythonText.Of(written)}");
        if (PrometheusSample.Read(target.Observed, target.Path) is not { } samples)
        {
            return ToleranceResult.NotMet(
                expected, target.Observed, target.Path, $"expected {target.Name} to be an answer of Prometheus or a number, observed {ToleranceExplanation.InWords(target.Observed)}");
        }

        if (samples.Count == 0)
        {
            return ToleranceResult.NotMet(expected, target.Observed, target.Path, $"expected samples that are {Value.AsText(expected)}, but the query gave none: nothing matches it");
        }

        return samples.FirstOrDefault(sample => !holds(sample.Number, value)) is { } wrong
            ? ToleranceResult.NotMet(expected, wrong.Written, wrong.Path, $"expected each sample to be {Value.AsText(expected)}, observed {ToleranceExplanation.InWords(wrong.Written)}{wrong.Series}")
            : ToleranceResult.Met;
    }

    private static double? NumberOf(JsonNode? node) => Value.AsDouble(node)
        ?? (double.TryParse(Value.AsText(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);
}
