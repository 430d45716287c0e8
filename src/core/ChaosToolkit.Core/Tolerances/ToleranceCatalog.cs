using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>All tolerances: finds the one that a definition asks for, validates with it and judges with it. Safe to use from several threads.</summary>
public sealed class ToleranceCatalog
{
    private static readonly EqualityTolerance Equality = new();
    private static readonly ListTolerance List = new();
    private static readonly MembersTolerance Members = new();

    private readonly Catalog<ITolerance> typed;

    /// <summary>Finds the types of tolerances.</summary>
    /// <param name="services">What they are made with.</param>
    /// <param name="extensions">Assemblies with further ones, beside the engine's own.</param>
    public ToleranceCatalog(EngineServices services, IEnumerable<Assembly>? extensions = null) =>
        typed = new Catalog<ITolerance>(
            [typeof(ToleranceCatalog).Assembly, .. extensions ?? []], services, type => type.GetCustomAttribute<ToleranceAttribute>()?.Type);

    /// <summary>The types of tolerances, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => typed.Names;

    /// <summary>The members of a type of tolerance; <see langword="null"/> when it does not tell them.</summary>
    public ObjectShape? ShapeOf(string type) => typed.Find(type)?.Shape;

    /// <summary>Reports what is wrong with a tolerance as it is written.</summary>
    /// <param name="tolerance">The definition; what holds it is the probe.</param>
    /// <param name="validation">Where to report, and what is known by then.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        if (Find(tolerance.Value) is { } found)
        {
            await found.ValidateAsync(tolerance, validation, cancellationToken).ConfigureAwait(false);
            return;
        }

        validation.Context.Report(
            tolerance.Kind == ValueKind.Null ? ToleranceDiagnostics.IsNull(tolerance)
            : tolerance.Kind != ValueKind.Object ? ToleranceDiagnostics.OfNoKind(tolerance)
            : tolerance["type"] is { } type ? ToleranceDiagnostics.UnknownType(type, Names)
            : ToleranceDiagnostics.WithoutType(tolerance, Names));
    }

    /// <summary>Judges the output of a probe.</summary>
    /// <param name="tolerance">The definition as it is written. One that is text is substituted and then is what it became; others substitute in themselves what they allow.</param>
    /// <param name="output">What the probe gave; it is not changed.</param>
    /// <param name="context">What may be substituted, and how to run a probe.</param>
    /// <param name="cancellationToken">Ends the judgement.</param>
    /// <returns>Whether it is met; what validation would refuse is not met, and says so.</returns>
    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken)
    {
        if (Value.AsText(tolerance) is not null)
        {
            tolerance = Substitution.Apply(tolerance, context.Configuration, context.Secrets);
        }

        return Find(tolerance)?.CheckAsync(tolerance, output, context, cancellationToken)
            ?? ValueTask.FromResult(ToleranceResult.NotMet(
                tolerance, output, "$", $"{ToleranceExplanation.InWords(tolerance)} is no tolerance that is known. Types: {string.Join(", ", Names)}"));
    }

    private ITolerance? Find(JsonNode? tolerance) => Value.KindOf(tolerance) switch
    {
        ValueKind.Boolean or ValueKind.Text or ValueKind.Integer or ValueKind.Float => Equality,
        ValueKind.List => List,
        ValueKind.Object when tolerance is JsonObject members && MembersTolerance.Is(members) => Members,
        ValueKind.Object => Value.AsText(tolerance!["type"]) is { } type ? typed.Find(type) : null, // an object is not null
        _ => null,
    };
}
