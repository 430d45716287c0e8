using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Configuration;

/// <summary>What the command line puts in place of entries of the experiment: <c>--var</c> over the last <c>--var-file</c> over earlier ones.</summary>
public sealed class Variables
{
    /// <summary>No variables.</summary>
    public static Variables None => new();

    /// <summary>Entries that replace those of the experiment's <c>configuration</c> with their name.</summary>
    public JsonObject Configuration { get; } = [];

    /// <summary>Scopes that replace those of the experiment's <c>secrets</c> with their name, as a whole.</summary>
    public JsonObject Secrets { get; } = [];

    /// <summary>The file that gave something: by <c>configuration/NAME</c>, <c>secrets/SCOPE</c> and <c>environment/NAME</c>.</summary>
    internal Dictionary<string, string> FileOf { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads what stands on the command line. Files of other endings than .json, .yaml and .yml go into the environment.</summary>
    /// <param name="assignments">The <c>--var</c> options, <c>KEY[:TYPE]=VALUE</c>, in order.</param>
    /// <param name="files">The <c>--var-file</c> options, in order.</param>
    /// <param name="readDocument">Reads a JSON or YAML file.</param>
    /// <param name="setVariable">Sets an environment variable. The default sets it for the process, whose children inherit it.</param>
    /// <exception cref="VariableException">An assignment cannot be read, or a file does not exist.</exception>
    /// <exception cref="LoadingException">A file cannot be read as what it should be.</exception>
    public static Variables Read(
        IEnumerable<string> assignments, IEnumerable<string> files, Func<string, JsonNode?> readDocument, Action<string, string>? setVariable = null)
    {
        var variables = new Variables();
        foreach (var path in files)
        {
            VariableFiles.Read(path, variables, readDocument, (name, value) =>
            {
                variables.FileOf[$"environment/{name}"] = path;
                (setVariable ?? Environment.SetEnvironmentVariable)(name, value);
            });
        }

        foreach (var assignment in assignments)
        {
            var (name, value) = Parse(assignment);
            variables.Configuration[name] = value;
            variables.FileOf.Remove($"configuration/{name}");
        }

        return variables;
    }

    /// <summary>Reads one <c>KEY[:TYPE]=VALUE</c>: the type is what follows the last colon before the first equals sign; without one the value is text.</summary>
    /// <exception cref="VariableException">There is no equals sign or key, no such type, or the value is not of it.</exception>
    public static (string Name, JsonNode? Value) Parse(string assignment)
    {
        var equals = assignment.IndexOf('=');
        if (equals < 0)
        {
            throw new VariableException($"The variable '{assignment}' has no value. Write KEY=VALUE or KEY:TYPE=VALUE.");
        }

        var (name, type) = (assignment[..equals], "str");
        if (name.LastIndexOf(':') is var colon and >= 0)
        {
            (name, type) = (name[..colon], name[(colon + 1)..]);
        }

        if (name.Length == 0)
        {
            throw new VariableException("A variable has no name. Write KEY=VALUE or KEY:TYPE=VALUE.");
        }

        if (!TypedText.IsType(type))
        {
            throw new VariableException($"The variable '{name}' has the unknown type '{type}'. {Spelling.Suggest(type, TypedText.Names)}");
        }

        return TypedText.TryConvert(type, assignment[(equals + 1)..], out var value)
            ? (name, value)
            : throw new VariableException($"The value of the variable '{name}' is not {TypedText.Wanted(type)}, as its type '{type}' says.");
    }
}
