using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers;

/// <summary>What can be wrong with any provider that has members of its own.</summary>
internal static class ProvidersDiagnostics
{
    public static Diagnostic MissingMember(DocumentNode provider, string type, string member, string example) =>
        Diagnostic.Error("CTK0310", provider, $"The {type} provider has no '{member}'.", $"Add \"{member}\": {example}.");

    public static Diagnostic WrongType(DocumentNode value, string type, string member, string expected) =>
        Diagnostic.Error("CTK0311", value, $"The '{member}' of the {type} provider is {Describe(value)}.", $"Write {expected}.");

    public static Diagnostic WrongTimeout(DocumentNode value, string expected) =>
        Diagnostic.Error("CTK0312", value, $"The 'timeout' is {Describe(value)}.", $"Write {expected}.");

    public static Diagnostic UnknownMember(DocumentNode value, string type, string member, IReadOnlyCollection<string> known) =>
        new(
            "CTK0313",
            DiagnosticLevel.Warning,
            $"The {type} provider has no member '{member}': it has no effect.",
            value.KeySpan,
            value.Pointer,
            (NearestName.Of(member, known) is { } nearest ? $"Did you mean '{nearest}'? " : "") + $"Known: {string.Join(", ", known)}.");

    private static string Describe(DocumentNode value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Object => "an object",
        ValueKind.List => "a list",
        ValueKind.Text => $"the text '{value.Text}'",
        _ => PythonText.Of(value.Value),
    };
}
