using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.JsonPath;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A JSONPath into the output or its member <c>target</c>: what it matches must equal <c>expect</c>, be <c>count</c> values, or at least one.</summary>
[Tolerance("jsonpath")]
internal sealed class JsonPathTolerance : ITolerance
{
    private static readonly Dictionary<string, JsonPathDialect> Dialects = new(StringComparer.Ordinal)
    {
        ["rfc9535"] = JsonPathDialect.Rfc9535,
        ["jsonpath2"] = JsonPathDialect.Jsonpath2,
    };

    public ObjectShape Shape { get; } = new(
        "jsonpath", "A JSONPath into the output.",
        new("path", ValueShape.Sentence, "The [path](jsonpath.md). References are replaced.") { IsRequired = true },
        new("target", ValueShape.Text.OrNull(), "The member of the output to look at; all of it when not given."),
        new("expect", ValueShape.Any, "What the path must match: a list all its matches, anything else its only one. References are replaced."),
        new("count", ValueShape.Any, "How many values the path must match, where there is no `expect`."),
        new("dialect", ValueShape.OneOf(Dialects.Keys), "How the path is read; both are tried when not given."));

    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var context = validation.Context;
        ToleranceMembers.WarnOfUnknown(tolerance, Shape, context);
        ToleranceMembers.WarnOfUnknownTarget(tolerance, context);
        var dialect = JsonPathDialect.Any;
        if (tolerance["dialect"] is { } named && !Dialects.TryGetValue(named.Text ?? "", out dialect))
        {
            context.Report(ToleranceDiagnostics.UnknownDialect(named, Dialects.Keys));
        }

        if (tolerance["count"] is { Kind: not ValueKind.Null } count && tolerance["expect"] is null
            && (Value.AsDouble(count.Value) is not { } number || number < 0 || number != Math.Floor(number)))
        {
            context.Report(ToleranceDiagnostics.ImpossibleCount(count));
        }

        if (ToleranceMembers.Text(tolerance, "jsonpath", "path", context) is { } path)
        {
            ValidatePath(path, dialect, context);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Check((JsonObject)tolerance!, Target.Of(tolerance, output), context)); // it has a type

    private static void ValidatePath(DocumentNode path, JsonPathDialect dialect, ValidationContext context)
    {
        var applied = Substitution.ApplyText(path.Text ?? "", context.Configuration, context.Secrets).Trim();
        if (applied.Length == 0)
        {
            context.Report(ToleranceDiagnostics.EmptyPath(path));
        }
        else if (!Substitution.HasUnknown(path.Text ?? "", context.Configuration, context.Secrets))
        {
            if (ProblemOf(applied, dialect) is { } problem)
            {
                context.Report(ToleranceDiagnostics.BadPath(path, problem, isWritten: applied == path.Text));
            }
            else if (dialect == JsonPathDialect.Any && applied.Contains("[?", StringComparison.Ordinal)
                && ProblemOf(applied, JsonPathDialect.Jsonpath2) is null && ProblemOf(applied, JsonPathDialect.Rfc9535) is null)
            {
                context.Report(ToleranceDiagnostics.AmbiguousFilter(path));
            }
        }
    }

    private static JsonPathSyntaxException? ProblemOf(string path, JsonPathDialect dialect)
    {
        try
        {
            JsonPathQuery.Parse(path, dialect);
            return null;
        }
        catch (JsonPathSyntaxException problem)
        {
            return problem;
        }
    }

    private static ToleranceResult Check(JsonObject tolerance, Target target, ToleranceContext context)
    {
        if (Value.AsText(tolerance["path"]) is not { } written)
        {
            return ToleranceResult.NotMet(null, target.Observed, target.Path, "the tolerance has no path that is text");
        }

        var path = Substitution.ApplyText(written, context.Configuration, context.Secrets).Trim();
        IReadOnlyList<JsonNode?> found;
        try
        {
            var dialect = Dialects.GetValueOrDefault(Value.AsText(tolerance["dialect"]) ?? "", JsonPathDialect.Any);
            found = JsonPathQuery.Parse(path, dialect).Select(target.Text is { } text ? Parsed(text) : target.Observed);
        }
        catch (JsonPathSyntaxException exception)
        {
            return ToleranceResult.NotMet(null, target.Observed, target.Path, $"the path '{path}' cannot be read: {exception.Message}");
        }

        if (tolerance.TryGetPropertyValue("expect", out var given))
        {
            var expect = Substitution.Apply(given, context.Configuration, context.Secrets);
            var isMet = expect is JsonArray list ? AreEqual(list, found) : found.Count == 1 && PythonComparison.AreEqual(found[0], expect);
            return isMet ? ToleranceResult.Met : NotMet(expect, expect is JsonArray ? $"to match exactly {ToleranceExplanation.InWords(expect)}" : $"to match just {ToleranceExplanation.InWords(expect)}");
        }

        if (tolerance["count"] is { } count)
        {
            return PythonComparison.AreEqual(Value.Integer(found.Count), count)
                ? ToleranceResult.Met
                : NotMet(count, $"to match {ToleranceExplanation.InWords(count)} values");
        }

        return found.Count > 0 ? ToleranceResult.Met : NotMet(null, "to match at least one value");

        ToleranceResult NotMet(JsonNode? expected, string wanted)
        {
            var observed = new JsonArray([.. found.Select(ValueCopy.Of)]);
            return ToleranceResult.NotMet(
                expected, observed, PathIn(target, path),
                $"expected '{path}' in {target.Name} {wanted}, observed {(found.Count == 0 ? "no match" : $"{ToleranceExplanation.InWords(observed)}{(found.Count > 1 ? $" ({found.Count} matches)" : "")}")}");
        }
    }

    // The path from the output's root on, where the two can be put together.
    private static string PathIn(Target target, string path) => path.StartsWith('$') ? target.Path + path[1..] : path;

    private static JsonNode? Parsed(string text) => ParsedJson.TryParse(text, out var node) ? node : Value.Text(text);

    private static bool AreEqual(JsonArray expected, IReadOnlyList<JsonNode?> found)
    {
        for (var i = 0; i < found.Count && found.Count == expected.Count; i++)
        {
            if (!PythonComparison.AreEqual(expected[i], found[i]))
            {
                return false;
            }
        }

        return found.Count == expected.Count;
    }
}
