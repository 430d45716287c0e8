namespace ChaosToolkit.Cli.Commands;

/// <summary>The command line of <c>chaos validate</c>.</summary>
internal sealed record ValidateArguments
{
    /// <summary>The experiments: paths, patterns of paths, URLs. At least one.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>How problems are told: <c>text</c>, or the name of another format. The default is <c>text</c>.</summary>
    public string Format { get; init; } = "text";

    /// <summary>Whether certificates are verified when an experiment is loaded. The default is true.</summary>
    public bool VerifyTls { get; init; } = true;
}
