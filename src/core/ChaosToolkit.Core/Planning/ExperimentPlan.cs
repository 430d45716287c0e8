using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Planning;

/// <summary>What a run would do: every activity with its arguments, in order, and what cannot be known before. Secrets are masked in it.</summary>
public sealed record ExperimentPlan
{
    /// <summary>The fewest digits of a hash that stand for it.</summary>
    public const int ShortestHash = 12;

    internal ExperimentPlan()
    {
    }

    /// <summary>The SHA-256 of the plan, 64 hexadecimal digits in small letters.</summary>
    /// <value>It is that of the member <c>plan</c> of <see cref="ToJson"/> as canonical JSON: two runs that do the same have the same, whatever the values of their secrets.</value>
    public string Hash => field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(PlanJson.PlanOf(this)))));

    /// <summary>The experiment's path or URL.</summary>
    public string Source { get; internal init; } = "";

    internal string Title { get; init; } = "";

    internal JsonObject Settings { get; init; } = [];

    internal IReadOnlyList<PlannedEntry> Configuration { get; init; } = [];

    internal IReadOnlyList<PlannedEntry> Secrets { get; init; } = [];

    internal IReadOnlyList<PlannedControl> Controls { get; init; } = [];

    internal IReadOnlyList<PlannedPhase> Phases { get; init; } = [];

    internal IReadOnlyList<OpenQuestion> Open { get; init; } = [];

    internal PlanEstimate Estimate { get; init; } = new(TimeSpan.Zero, null);

    /// <summary>What providers told; <see langword="null"/> where none was asked.</summary>
    internal IReadOnlyList<ProbedActivity>? Probed { get; init; }

    /// <summary>Whether a text can stand for a plan's hash: 12 to 64 hexadecimal digits.</summary>
    public static bool IsHash(string text) => text.Length is >= ShortestHash and <= 64 && text.All(char.IsAsciiHexDigit);

    /// <summary>Whether a text is the hash or the beginning of it, in any letter case, of at least <see cref="ShortestHash"/> digits.</summary>
    public bool Matches(string hash) => IsHash(hash) && Hash.StartsWith(hash, StringComparison.OrdinalIgnoreCase);

    /// <summary>The plan as the reference page describes it.</summary>
    public JsonObject ToJson() => PlanJson.Of(this);

    /// <summary>The plan for a person at a terminal.</summary>
    public string ToText() => new PlanText(this).Write();

    /// <summary>The plan for a pull request: what comes from the experiment is text in it, never markup.</summary>
    public string ToMarkdown() => new PlanMarkdown(this).Write();
}
