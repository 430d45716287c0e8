namespace ChaosToolkit.Cli.Wizard;

/// <summary>A question that is answered with a text.</summary>
internal sealed record Question
{
    /// <summary>The question itself.</summary>
    public required string Text { get; init; }

    /// <summary>What an empty answer stands for, as it is shown; <see langword="null"/> when there must be an answer.</summary>
    public string? Default { get; init; }

    /// <summary>Says what is wrong with an answer, which is then asked for again; <see langword="null"/> when nothing is. The default takes any.</summary>
    public Func<string, string?> FindProblem { get; init; } = _ => null;
}
