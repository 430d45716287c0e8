using ChaosToolkit.Diagnostics;
using ChaosToolkit.JsonPath;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>What can be wrong with a tolerance.</summary>
internal static class ToleranceDiagnostics
{
    private const string Kinds = "Write a boolean, a text, a number, a list, or an object with a 'type'.";

    public static Diagnostic IsNull(DocumentNode tolerance) =>
        Diagnostic.Error("CTK0201", tolerance, "The tolerance is null.", Kinds);

    public static Diagnostic OfNoKind(DocumentNode tolerance) =>
        Diagnostic.Error("CTK0202", tolerance, $"A tolerance cannot be {NodeWords.Describe(tolerance)}.", Kinds);

    public static Diagnostic UnknownType(DocumentNode type, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0203", type, $"There is no tolerance type {NodeWords.Quote(type)}.", Spelling.Suggest(type.Text ?? "", known));

    public static Diagnostic WithoutType(DocumentNode tolerance, IReadOnlyCollection<string> known) =>
        Diagnostic.Error(
            "CTK0204", tolerance, "The tolerance is an object without a 'type'.",
            $"{Meant(tolerance)}Add a \"type\": {string.Join(", ", known)}. Without one all its members must be among {string.Join(", ", MembersTolerance.Members.Names)}.");

    public static Diagnostic MissingMember(DocumentNode tolerance, string type, string member) =>
        Diagnostic.Error("CTK0205", tolerance, $"A tolerance of type {type} needs a '{member}'.", $"Add a \"{member}\".") with { Span = (tolerance[member] ?? tolerance).OpeningSpan };

    public static Diagnostic NotText(DocumentNode member, string name) =>
        Diagnostic.Error("CTK0206", member, $"The tolerance's '{name}' must be a text; this is {NodeWords.Describe(member)}.", "Write a text.");

    public static Diagnostic BadPattern(DocumentNode pattern, PythonRegexSyntaxException problem, bool isWritten) =>
        Diagnostic.Error("CTK0207", pattern, $"{NodeWords.Quote(pattern)} is not a regular expression{Why(problem.Message, isWritten)}", "Patterns have the syntax of Python's re module.")
        with
        { Span = isWritten ? pattern.SpanAt(problem.Offset) : pattern.Span };

    public static Diagnostic BadPath(DocumentNode path, JsonPathSyntaxException problem, bool isWritten) =>
        Diagnostic.Error("CTK0208", path, $"{NodeWords.Quote(path)} is not a JSONPath{Why(problem.Problem, isWritten)}", isWritten ? problem.Hint : null)
        with
        { Span = isWritten ? path.SpanAt(problem.Position) : path.Span };

    public static Diagnostic EmptyPath(DocumentNode path) =>
        Diagnostic.Error("CTK0209", path, "The tolerance's 'path' is empty.", "'$' stands for the whole value.");

    public static Diagnostic UnknownDialect(DocumentNode dialect, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0210", dialect, $"There is no JSONPath dialect {NodeWords.Quote(dialect)}.", Spelling.Suggest(dialect.Text ?? "", known));

    public static Diagnostic NotTwoBounds(DocumentNode range) =>
        Diagnostic.Error("CTK0211", range, $"The 'range' must be a list of two numbers, not {NodeWords.Written(range)}.", "Write the lowest and the highest number that are tolerated.");

    public static Diagnostic BoundIsNoNumber(DocumentNode bound) =>
        Diagnostic.Error("CTK0212", bound, $"The bound {NodeWords.Written(bound)} is not a number.", "Write a number without quotes; references are not replaced in ranges.");

    public static Diagnostic ReversedBounds(DocumentNode bounds) =>
        Diagnostic.Warning("CTK0213", bounds, $"Nothing lies between the bounds {NodeWords.Written(bounds)}, so this can never be met.", "Write the lower bound first.");

    public static Diagnostic EmptyList(DocumentNode list) =>
        Diagnostic.Warning("CTK0214", list, "The list is empty, so this can never be met.", "List the values that are tolerated.");

    public static Diagnostic NeverEqual(DocumentNode tolerance, IReadOnlyCollection<string> members) =>
        Diagnostic.Warning(
            "CTK0215", tolerance, $"The output is an object ({string.Join(", ", members)}), which never equals {NodeWords.Written(tolerance)}, so this can never be met.",
            "Write a number for the status, or a tolerance with a 'target'.");

    public static Diagnostic WithoutTarget(DocumentNode tolerance, IReadOnlyCollection<string> members, IReadOnlyCollection<string> targets) =>
        Diagnostic.Warning(
            "CTK0216", tolerance, $"The tolerance has no 'target', and the output as a whole is an object ({string.Join(", ", members)}), so this can never be met.",
            $"Add a 'target': {string.Join(", ", targets)}.");

    /// <param name="place">The target, or a member of the shorthand.</param>
    /// <param name="name">The member of the output that is meant.</param>
    /// <param name="members">Those it has.</param>
    public static Diagnostic UnknownTarget(DocumentNode place, string name, IReadOnlyCollection<string> members) =>
        Diagnostic.Warning("CTK0217", place, $"The output of this provider has no member '{NodeWords.Shortened(name)}'.", Spelling.Suggest(name, members));

    public static Diagnostic ImpossibleCount(DocumentNode count) =>
        Diagnostic.Warning("CTK0218", count, $"A number of matches is never {NodeWords.Written(count)}, so this can never be met.", "Write a whole number from 0 on.");

    public static Diagnostic AmbiguousFilter(DocumentNode path) =>
        Diagnostic.Warning(
            "CTK0219", path, $"The filter in {NodeWords.Quote(path)} tests the value itself here, as jsonpath2 has it; in RFC 9535 it tests each of its children.",
            "Say which one is meant: \"dialect\": \"jsonpath2\" or \"rfc9535\".");

    public static Diagnostic NotSubstituted(DocumentNode item) =>
        Diagnostic.Warning("CTK0220", item, $"References are not replaced in lists: {NodeWords.Quote(item)} stands for itself.", "Put the whole list into the configuration and refer to it.");

    public static Diagnostic UnknownMember(DocumentNode member, string name, IReadOnlyCollection<string> known) =>
        Diagnostic.Warning("CTK0221", member, $"'{NodeWords.Shortened(name)}' has no effect in this tolerance.", Spelling.Suggest(name, known)) with { Span = member.KeySpan };

    public static Diagnostic ImpossibleStatus(DocumentNode status, string provider, string possible) =>
        Diagnostic.Warning("CTK0222", status, $"The status of the provider {provider} is never {NodeWords.Written(status)}.", $"It is {possible}.");

    public static Diagnostic TargetOfOtherKind(DocumentNode target, bool wantsText) =>
        Diagnostic.Warning(
            "CTK0223", target, $"The member {NodeWords.Quote(target)} of the output is no {(wantsText ? "text" : "number")}, so this can never be met.",
            "Take another 'target', or a tolerance of type jsonpath.");

    public static Diagnostic UnknownOperator(DocumentNode op, IReadOnlyCollection<string> known) =>
        Diagnostic.Error("CTK0224", op, $"There is no comparison {NodeWords.Quote(op)}.", $"Write one of: {string.Join(" ", known)}.");

    public static Diagnostic ValueIsNoNumber(DocumentNode value) =>
        Diagnostic.Error("CTK0225", value, $"Samples are compared with a number; {NodeWords.Written(value)} is none.", "Write a number, or a reference to one.");

    private static string Meant(DocumentNode tolerance)
    {
        string[] known = ["type", .. MembersTolerance.Members.Names];
        return tolerance.Members.Where(member => !known.Contains(member.Key)).Select(member => Spelling.Nearest(member.Key, known)).FirstOrDefault(name => name is not null) is { } nearest
            ? $"Did you mean '{nearest}'? "
            : "";
    }

    // What stands in place of references may be a secret.
    private static string Why(string why, bool isWritten) => isWritten ? $": {why}" : " once its references are replaced.";
}
