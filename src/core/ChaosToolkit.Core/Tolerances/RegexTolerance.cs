using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A Python regular expression that is searched in the output or in its member <c>target</c>.</summary>
[Tolerance("regex")]
internal sealed class RegexTolerance : ITolerance
{
    public ObjectShape Shape { get; } = new(
        "regex", "A regular expression that is searched in the output.",
        new("pattern", ValueShape.Text, "The pattern, in the syntax of Python's `re`. References are replaced.") { IsRequired = true },
        new("target", ValueShape.Text.OrNull(), "The member of the output to look at; all of it when not given."));

    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var context = validation.Context;
        ToleranceMembers.WarnOfUnknown(tolerance, Shape, context);
        ToleranceMembers.WarnOfTarget(tolerance, wantsText: true, context);
        if (ToleranceMembers.Text(tolerance, "regex", "pattern", context) is { } pattern)
        {
            var applied = Substitution.ApplyText(pattern.Text!, context.Configuration, context.Secrets); // it is text

            // What is not known yet may make it whole.
            if (context.Remember(applied, ProblemOf).Problem is { } problem && !Substitution.HasUnknown(pattern.Text!, context.Configuration, context.Secrets))
            {
                context.Report(ToleranceDiagnostics.BadPattern(pattern, problem, isWritten: applied == pattern.Text));
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Check(tolerance, Target.Of(tolerance, output), context));

    private readonly record struct Reading(PythonRegexSyntaxException? Problem);

    private static Reading ProblemOf(string pattern)
    {
        try
        {
            PythonRegex.Compile(pattern);
            return new Reading(null);
        }
        catch (PythonRegexSyntaxException problem)
        {
            return new Reading(problem);
        }
    }

    private static ToleranceResult Check(JsonNode? tolerance, Target target, ToleranceContext context)
    {
        if (Value.AsText(tolerance?["pattern"]) is not { } written)
        {
            return NotMet("the tolerance has no pattern that is text");
        }

        var pattern = Substitution.ApplyText(written, context.Configuration, context.Secrets);
        if (target.Text is not { } text)
        {
            return NotMet($"expected {target.Name} to be text that matches the pattern '{pattern}', observed {ToleranceExplanation.InWords(target.Observed)}");
        }

        try
        {
            return PythonRegex.Compile(pattern).IsMatch(text)
                ? ToleranceResult.Met
                : NotMet($"expected {target.Name} to match the pattern '{pattern}', observed {ToleranceExplanation.InWords(target.Observed)}");
        }
        catch (PythonRegexSyntaxException exception)
        {
            return NotMet($"the pattern '{pattern}' is no regular expression: {exception.Message}");
        }
        catch (ChaosException exception)
        {
            return NotMet(exception.Message);
        }

        ToleranceResult NotMet(string difference) => ToleranceResult.NotMet(tolerance?["pattern"], target.Observed, target.Path, difference);
    }
}
