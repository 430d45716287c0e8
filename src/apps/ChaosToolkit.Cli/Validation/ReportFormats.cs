namespace ChaosToolkit.Cli.Validation;

/// <summary>The formats of <c>chaos validate</c> that machines read, by name; each gives the whole text for standard output.</summary>
internal static class ReportFormats
{
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<SourceReport>, string>> ByName { get; } = new OrderedDictionary<string, Func<IReadOnlyList<SourceReport>, string>>
    {
        ["json"] = JsonReport.Write,
        ["sarif"] = SarifReport.Write,
        ["github"] = GithubReport.Write,
    };
}
