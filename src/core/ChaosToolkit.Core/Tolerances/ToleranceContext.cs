using System.Text.Json.Nodes;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Tolerances;

/// <summary>What a tolerance may use while it judges.</summary>
/// <param name="Configuration">The resolved configuration.</param>
/// <param name="Secrets">The resolved secrets by scope.</param>
/// <param name="RunProbe">
/// Carries a probe out, given as an activity and the arguments that join its own, and gives its output; it logs no line and records nothing.
/// </param>
public sealed record ToleranceContext(JsonObject Configuration, JsonObject Secrets, Func<JsonObject, JsonObject, CancellationToken, Task<JsonNode?>> RunProbe);

/// <summary>What the validation of a tolerance may use.</summary>
/// <param name="Context">Where to report, and what is known of the configuration and the secrets.</param>
/// <param name="ValidateProvider">Validates the provider of a tolerance that is a probe.</param>
public sealed record ToleranceValidation(ValidationContext Context, Func<ActivityNode, CancellationToken, ValueTask> ValidateProvider);
