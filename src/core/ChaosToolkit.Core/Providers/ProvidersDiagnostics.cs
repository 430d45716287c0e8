using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;

namespace ChaosToolkit.Providers;

/// <summary>What can be wrong with any provider that has members of its own.</summary>
internal static class ProvidersDiagnostics
{
    public static Diagnostic MissingMember(DocumentNode provider, string type, string member, string example) =>
        Diagnostic.Error("CTK0310", provider, $"The {type} provider has no '{member}'.", $"Add \"{member}\": {example}.") with { Span = (provider[member] ?? provider).OpeningSpan };

    public static Diagnostic WrongType(DocumentNode value, string type, string member, string expected) =>
        Diagnostic.Error("CTK0311", value, $"The '{member}' of the {type} provider is {NodeWords.Describe(value)}.", $"Write {expected}.");

    public static Diagnostic WrongTimeout(DocumentNode value, string expected) =>
        Diagnostic.Error("CTK0312", value, $"The 'timeout' is {NodeWords.Describe(value)}.", $"Write {expected}.");

    public static Diagnostic UnknownMember(DocumentNode value, string type, string member, IReadOnlyCollection<string> known) =>
        Diagnostic.Warning(
            "CTK0313", value, $"The {type} provider has no member '{NodeWords.Shortened(member)}': it has no effect.",
            (ExperimentShapes.Activity.Has(member) ? $"It belongs to the activity: write it beside 'provider'. " : "") + Spelling.Suggest(member, known)) with
        { Span = value.KeySpan };

    public static Diagnostic UnknownScope(DocumentNode scope, IReadOnlyCollection<string> known) =>
        Diagnostic.Warning("CTK0314", scope, $"The secrets have no scope {NodeWords.Quote(scope)}.", Spelling.Suggest(scope.Text ?? "", known));
}
