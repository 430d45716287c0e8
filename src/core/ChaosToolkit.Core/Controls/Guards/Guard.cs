using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls.Guards;

/// <summary>A probe with a tolerance that must hold for the run to go on.</summary>
internal sealed class Guard
{
    /// <summary>How long a guard without a <c>timeout</c> may take: one that never answers protects nobody. In seconds.</summary>
    private const int DefaultTimeout = 10;

    private readonly JsonObject probe;
    private readonly JsonNode? tolerance;

    private Guard(JsonObject probe, JsonNode? tolerance, TimeSpan? frequency, bool isInBackground) =>
        (this.probe, this.tolerance, Frequency, IsInBackground) = (probe, tolerance, frequency, isInBackground);

    public string Name => PythonText.Of(probe["name"]);

    /// <summary>The pause between two checks during the run; <see langword="null"/> for one that is checked once.</summary>
    public TimeSpan? Frequency { get; }

    /// <summary>Whether the first check goes on beside the run, too.</summary>
    public bool IsInBackground { get; }

    /// <summary>Reads the guard from its declaration.</summary>
    /// <param name="declaration">As it is written, references not replaced.</param>
    /// <param name="frequency">The control's own; <see langword="null"/> for none.</param>
    /// <param name="run">The run.</param>
    public static Guard Of(JsonObject declaration, double? frequency, RunContext run)
    {
        var resolved = ActivityReferences.Resolve(declaration, run.Experiment);
        var probe = (JsonObject)resolved.DeepClone();
        probe["timeout"] ??= DefaultTimeout;
        var every = declaration.ContainsKey("frequency") ? Value.AsDouble(Substitution.Apply(declaration["frequency"], run.Configuration, run.Secrets)) : frequency;
        return new(
            probe,
            declaration.TryGetPropertyValue("tolerance", out var own) ? own : resolved["tolerance"],
            every is > 0 and < 4_000_000 ? TimeSpan.FromSeconds(every.Value) : null,
            PythonComparison.IsTrue(declaration["background"]));
    }

    /// <summary>Asks the probe. What cannot be evaluated is a breach as well: nobody knows then whether the run may go on.</summary>
    /// <returns><see langword="null"/> when the tolerance holds.</returns>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public async Task<Breach?> CheckAsync(RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            var output = await ProviderCall.CallAsync(run, probe, inBackground: true, cancellationToken);
            var result = await ToleranceJudgement.OfAsync(run, tolerance, output, cancellationToken);
            return result.IsMet ? null : new Breach($"The guard '{Name}' is out of its tolerance: {result.Explanation?.Difference ?? "it is not met"}", output);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Breach($"The guard '{Name}' could not be evaluated: {exception.Message}", null);
        }
    }
}

/// <summary>A guard that does not hold.</summary>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Observed">What the probe gave.</param>
internal sealed record Breach(string Reason, JsonNode? Observed)
{
    public JsonObject FactsOf(Guard guard) => new() { ["guard"] = guard.Name, ["observed"] = ValueCopy.Of(Observed) };
}
