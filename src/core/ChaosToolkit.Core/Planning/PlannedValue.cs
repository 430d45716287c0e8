using System.Text.Json.Nodes;

namespace ChaosToolkit.Planning;

/// <summary>Where a value of the configuration, or a secret, comes from.</summary>
/// <param name="Name">The name that references give it.</param>
/// <param name="Kind">From what.</param>
/// <param name="Detail">The environment variable, or the name of the file; <see langword="null"/> where there is none.</param>
/// <param name="IsSecret">Whether its value is masked.</param>
internal sealed record ValueOrigin(string Name, OriginKind Kind, string? Detail = null, bool IsSecret = false);

/// <summary>The kinds of <see cref="ValueOrigin"/>; their names in documents are the words in snake_case.</summary>
internal enum OriginKind
{
    /// <summary>It is written in the experiment.</summary>
    Written,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The default of an entry whose environment variable is not set.</summary>
    Default,

    /// <summary><c>--var</c>.</summary>
    Var,

    /// <summary><c>--var-file</c>.</summary>
    VarFile,

    /// <summary>A probe that is called when the run starts.</summary>
    Dynamic,

    /// <summary>Vault, which is asked when the run starts.</summary>
    Vault,

    /// <summary>An environment variable that is not set: the run would not start.</summary>
    Missing,

    /// <summary>Nothing of that name: the text stays as it is written.</summary>
    Unknown,
}

/// <summary>A value that something is given.</summary>
/// <param name="Name">Its name, such as <c>arguments.product</c>.</param>
/// <param name="Value">The value as it is known before the run; masked.</param>
/// <param name="From">What its references stand for; empty for a literal.</param>
internal sealed record PlannedValue(string Name, JsonNode? Value, IReadOnlyList<ValueOrigin> From);

/// <summary>An entry of the configuration or of the secrets.</summary>
/// <param name="Name">Its name; that of a secret is <c>scope.name</c>.</param>
/// <param name="Value">Its value; <see langword="null"/> where it is not known or not shown.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record PlannedEntry(string Name, JsonNode? Value, ValueOrigin Origin)
{
    /// <summary>Whether the value is known before the run.</summary>
    public bool IsKnown => Origin.Kind is not (OriginKind.Dynamic or OriginKind.Vault or OriginKind.Missing);
}

/// <summary>Something that cannot be known before the run.</summary>
/// <param name="Kind"><c>missing-variable</c>, <c>dynamic-configuration</c>, <c>vault</c> or <c>reference</c>.</param>
/// <param name="Where">A JSON pointer into the experiment.</param>
/// <param name="What">A sentence.</param>
internal sealed record OpenQuestion(string Kind, string Where, string What);
