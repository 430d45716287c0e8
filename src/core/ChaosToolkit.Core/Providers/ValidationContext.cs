using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Providers;

/// <summary>What a validation reports to, and what it may look at.</summary>
/// <param name="diagnostics">Where problems are collected.</param>
/// <param name="configuration">The configuration as far as it is known before a run; dynamic entries are missing.</param>
/// <param name="secrets">The secrets by scope, as far as they are known before a run.</param>
public sealed class ValidationContext(ICollection<Diagnostic> diagnostics, JsonObject configuration, JsonObject secrets)
{
    /// <summary>The configuration as far as it is known before a run; dynamic entries are missing.</summary>
    public JsonObject Configuration { get; } = configuration;

    /// <summary>The secrets by scope, as far as they are known before a run.</summary>
    public JsonObject Secrets { get; } = secrets;

    /// <summary>Reports a problem.</summary>
    public void Report(Diagnostic diagnostic) => diagnostics.Add(diagnostic);
}
