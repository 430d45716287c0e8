namespace ChaosToolkit.Cli.Commands;

/// <summary>The command line of <c>chaos report</c>.</summary>
internal sealed record ReportArguments
{
    /// <summary>The journals: paths, patterns of paths. At least one.</summary>
    public required IReadOnlyList<string> Journals { get; init; }

    /// <summary>Where the report is written.</summary>
    public required string Report { get; init; }

    /// <summary>The format; <see langword="null"/>: as the report's ending says.</summary>
    public string? Format { get; init; }

    /// <summary>The report's title; <see langword="null"/> for the experiment's.</summary>
    public string? Title { get; init; }

    /// <summary>Each <c>KEY[:TYPE]=VALUE</c>, in order.</summary>
    public IReadOnlyList<string> Vars { get; init; } = [];

    /// <summary>The variable files, in order; they exist.</summary>
    public IReadOnlyList<string> VarFiles { get; init; } = [];
}
