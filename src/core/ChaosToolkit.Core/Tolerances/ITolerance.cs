using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;

namespace ChaosToolkit.Tolerances;

/// <summary>Judges the output of a probe: what the <c>type</c> of a tolerance names. One file and one <see cref="ToleranceAttribute"/> make a new one.</summary>
/// <remarks>One instance judges for all probes, also at the same time; it keeps nothing of a definition.</remarks>
public interface ITolerance
{
    /// <summary>The members that a tolerance of this type may have; the JSON schema and the reference page show them. <see langword="null"/>: not told.</summary>
    ObjectShape? Shape => null;

    /// <summary>Reports what is wrong with a tolerance as it is written. Every problem, not the first; nothing is run.</summary>
    /// <param name="tolerance">The definition.</param>
    /// <param name="validation">Where to report, and what is known by then.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken);

    /// <summary>Judges an output. What cannot be compared is not met; it is no exception.</summary>
    /// <param name="tolerance">The definition as it is written; it may be one that validation would refuse.</param>
    /// <param name="output">What the probe gave; it is not changed.</param>
    /// <param name="context">What may be substituted, and how to run a probe.</param>
    /// <param name="cancellationToken">Ends the judgement.</param>
    ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken);
}

/// <summary>Names the <c>type</c> of a tolerance that a class serves.</summary>
/// <param name="type">As experiments write it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ToleranceAttribute(string type) : Attribute
{
    /// <summary>As experiments write it.</summary>
    public string Type { get; } = type;
}
