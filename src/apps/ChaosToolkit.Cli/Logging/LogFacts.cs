namespace ChaosToolkit.Cli.Logging;

/// <summary>What a record brings along beside its message.</summary>
/// <param name="PythonModule">The Python module it comes from; key <c>PythonModule</c>.</param>
/// <param name="PythonLine">The line there; key <c>PythonLine</c>.</param>
/// <param name="Explanation">Lines to be shown below the message; key <c>Explanation</c>.</param>
internal readonly record struct LogFacts(string? PythonModule, int PythonLine, string? Explanation)
{
    /// <summary>Reads them from the state of a record.</summary>
    public static LogFacts Of<TState>(TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> facts)
        {
            return default;
        }

        var found = default(LogFacts);
        for (var i = 0; i < facts.Count; i++)
        {
            found = facts[i] switch
            {
                { Key: "PythonModule", Value: string module } => found with { PythonModule = module },
                { Key: "PythonLine", Value: int line } => found with { PythonLine = line },
                { Key: "Explanation", Value: string explanation } => found with { Explanation = explanation },
                _ => found,
            };
        }

        return found;
    }
}
