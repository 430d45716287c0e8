namespace ChaosToolkit.Cli.Commands;

/// <summary>The command line of <c>chaos validate</c>.</summary>
internal sealed record ValidateArguments
{
    /// <summary>The experiment: a path or a URL.</summary>
    public required string Source { get; init; }

    /// <summary>Whether certificates are verified when the experiment is loaded. The default is true.</summary>
    public bool VerifyTls { get; init; } = true;
}
