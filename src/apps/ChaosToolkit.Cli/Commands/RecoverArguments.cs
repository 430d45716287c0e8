namespace ChaosToolkit.Cli.Commands;

/// <summary>The command line of <c>chaos recover</c>.</summary>
internal sealed record RecoverArguments
{
    /// <summary>Which run; <see langword="null"/>: the only one there is.</summary>
    public string? Run { get; init; }

    /// <summary>Whether all are recovered.</summary>
    public bool All { get; init; }

    /// <summary>Whether they are only listed.</summary>
    public bool List { get; init; }

    /// <summary>Whether rollbacks are played under any strategy but <c>never</c>.</summary>
    public bool Rollback { get; init; }

    /// <summary>The run whose undo is taken for done.</summary>
    public string? Close { get; init; }

    /// <summary>The folder of runs.</summary>
    public required string Root { get; init; }
}
