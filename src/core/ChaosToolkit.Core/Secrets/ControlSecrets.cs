using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;

namespace ChaosToolkit.Secrets;

/// <summary>Finds the secrets that controls add to those of the run: what they fetched is as secret as what came from the environment.</summary>
internal sealed class ControlSecrets
{
    // Controls also put plain settings among the secrets, and nobody declared which they are: of short words more are innocent than secret.
    private const int ShortestMasked = 8;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly SecretMask mask;
    private readonly JsonObject secrets;

    /// <param name="mask">What is told of them.</param>
    /// <param name="secrets">The secrets of the run, live, as they are before a control was called: those that stand in the experiment are for all to read.</param>
    public ControlSecrets(SecretMask mask, JsonObject secrets)
    {
        (this.mask, this.secrets) = (mask, secrets);
        Sensitivity.Collect(secrets, known);
    }

    /// <summary>Looks for new ones; controls had their turn.</summary>
    public void Learn()
    {
        HashSet<string> now = new(StringComparer.Ordinal);
        Sensitivity.Collect(secrets, now);
        now.ExceptWith(known);
        if (now.Count > 0)
        {
            known.UnionWith(now);
            mask.Add(now.Where(text => text.Length >= ShortestMasked));
        }
    }
}
