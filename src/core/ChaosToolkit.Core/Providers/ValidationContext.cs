using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Providers;

/// <summary>What a validation reports to, and what it may look at.</summary>
/// <param name="diagnostics">Where problems are collected.</param>
/// <param name="configuration">The configuration as far as it is known before a run; dynamic entries are missing.</param>
/// <param name="secrets">The secrets by scope, as far as they are known before a run.</param>
public sealed class ValidationContext(ICollection<Diagnostic> diagnostics, JsonObject configuration, JsonObject secrets)
{
    private readonly List<string> logWarnings = [];
    private readonly Dictionary<(Type Of, string Key), object> remembered = [];

    /// <summary>The configuration as far as it is known before a run; dynamic entries are missing.</summary>
    public JsonObject Configuration { get; } = configuration;

    /// <summary>The secrets by scope, as far as they are known before a run.</summary>
    public JsonObject Secrets { get; } = secrets;

    /// <summary>Whether code that is no part of chaos may be called, and an interpreter started, to find out more: arguments bound to types of an extension, Python modules imported.</summary>
    /// <value>The default is true. A plan without <c>--probe</c> sets it to false: only what is written is looked at.</value>
    public bool MayCallCode { get; init; } = true;

    internal ICollection<Diagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>The warnings of <see cref="Warn"/>, each once, in order.</summary>
    public IReadOnlyList<string> LogWarnings => logWarnings;

    /// <summary>What a look at something of this name gave earlier in this validation: many activities name the same program or pattern.</summary>
    /// <param name="key">The name; names of different results do not meet.</param>
    /// <param name="find">Looks; it is called once a name.</param>
    internal T Remember<T>(string key, Func<string, T> find) where T : notnull
    {
        if (!remembered.TryGetValue((typeof(T), key), out var found))
        {
            remembered[(typeof(T), key)] = found = find(key);
        }

        return (T)found;
    }

    /// <summary>Reports a problem. A warning is shown by <c>chaos validate</c> and stays out of the log of a run.</summary>
    public void Report(Diagnostic diagnostic) => Diagnostics.Add(diagnostic);

    /// <summary>Adds a warning that the original logs when it validates: a line of the log, of a run as well.</summary>
    public void Warn(string message)
    {
        if (!logWarnings.Contains(message))
        {
            logWarnings.Add(message);
        }
    }
}
