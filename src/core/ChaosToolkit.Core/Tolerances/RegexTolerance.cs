using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A Python regular expression that is searched in the output or in its member <c>target</c>.</summary>
[Tolerance("regex")]
internal sealed class RegexTolerance : ITolerance
{
    private static readonly string[] KnownMembers = ["type", "pattern", "target"];

    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var context = validation.Context;
        ToleranceMembers.WarnOfUnknown(tolerance, KnownMembers, context);
        ToleranceMembers.WarnOfTarget(tolerance, context);
        if (ToleranceMembers.Text(tolerance, "regex", "pattern", context) is { } pattern)
        {
            var applied = Substitution.ApplyText(pattern.Text!, context.Configuration, context.Secrets); // it is text
            try
            {
                PythonRegex.Compile(applied);
            }
            catch (PythonRegexSyntaxException exception) when (!Substitution.HasUnknown(pattern.Text!, context.Configuration, context.Secrets))
            {
                context.Report(ToleranceDiagnostics.BadPattern(pattern, exception.Message));
            }
            catch (PythonRegexSyntaxException)
            {
                // What is not known yet may make it whole.
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Check(tolerance, Target.Of(tolerance, output), context));

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
        catch (RegexMatchTimeoutException)
        {
            return NotMet($"the search for the pattern '{pattern}' took too long");
        }

        ToleranceResult NotMet(string difference) => ToleranceResult.NotMet(tolerance?["pattern"], target.Observed, target.Path, difference);
    }
}
