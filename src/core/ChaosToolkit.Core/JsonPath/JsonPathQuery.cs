using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Jsonpath2;
using ChaosToolkit.JsonPath.Rfc9535;

namespace ChaosToolkit.JsonPath;

/// <summary>A JSONPath, ready to select values; it may be used by several threads at a time.</summary>
public sealed class JsonPathQuery
{
    private readonly PathNode node;

    private JsonPathQuery(string path, JsonPathDialect dialect, PathNode node, bool isAmbiguous)
    {
        Path = path;
        Dialect = dialect;
        this.node = node;
        IsAmbiguous = isAmbiguous;
    }

    /// <summary>The path as it was written.</summary>
    public string Path { get; }

    /// <summary>The dialect that the path was read in; never <see cref="JsonPathDialect.Any"/>.</summary>
    public JsonPathDialect Dialect { get; }

    /// <summary>Whether the dialect was left open though the path has a filter and is valid in both, which understand filters differently.</summary>
    public bool IsAmbiguous { get; }

    /// <summary>Reads a path.</summary>
    /// <param name="path">The path; one without its leading <c>$</c> is taken as if it had one.</param>
    /// <param name="dialect">The dialect to read it in.</param>
    /// <exception cref="JsonPathSyntaxException">The path is not valid in the dialect, with <see cref="JsonPathDialect.Any"/> in none.</exception>
    public static JsonPathQuery Parse(string path, JsonPathDialect dialect = JsonPathDialect.Any) =>
        TryParse(path, dialect, out var query, out var error) ? query : throw error;

    /// <summary>Reads a path if it is valid.</summary>
    /// <param name="path">The path; one without its leading <c>$</c> is taken as if it had one.</param>
    /// <param name="dialect">The dialect to read it in.</param>
    /// <param name="query">The path that was read.</param>
    /// <param name="error">Why it is not valid. Where no dialect takes it, this is what is wrong in the one that understood more of it.</param>
    /// <returns>Whether the path is valid.</returns>
    public static bool TryParse(string path, JsonPathDialect dialect, [NotNullWhen(true)] out JsonPathQuery? query, [NotNullWhen(false)] out JsonPathSyntaxException? error)
    {
        ArgumentNullException.ThrowIfNull(path);
        (query, error) = dialect switch
        {
            JsonPathDialect.Any => ReadAny(path),
            JsonPathDialect.Rfc9535 or JsonPathDialect.Jsonpath2 => ReadOne(path, dialect),
            _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "There is no such dialect."),
        };
        return query is not null;
    }

    /// <summary>The values that the path matches, in its order: the nodes of the document themselves, or new ones where a function made them.</summary>
    /// <param name="root">The document; it may be a value of any kind. It must not change meanwhile.</param>
    public IReadOnlyList<JsonNode?> Select(JsonNode? root) => node.Select(new Evaluation(root), current: root);

    /// <summary>The path as it was written.</summary>
    public override string ToString() => Path;

    private static (JsonPathQuery? Query, JsonPathSyntaxException? Error) ReadAny(string path)
    {
        var text = RootedText.Of(path).Trimmed();
        var (older, olderError) = Read(text.Text, JsonPathDialect.Jsonpath2);
        if (older is { HasFilter: false })
        {
            return (new JsonPathQuery(path, JsonPathDialect.Jsonpath2, older, isAmbiguous: false), null);
        }

        var (standard, standardError) = Read(text.Text, JsonPathDialect.Rfc9535);
        if ((older ?? standard) is { } node)
        {
            return (new JsonPathQuery(path, older is null ? JsonPathDialect.Rfc9535 : JsonPathDialect.Jsonpath2, node, older is not null && standard is not null), null);
        }

        return (null, Refusal(path, text, olderError!.Reach > standardError!.Reach ? olderError : standardError)); // neither could be read, so both have one
    }

    private static (JsonPathQuery? Query, JsonPathSyntaxException? Error) ReadOne(string path, JsonPathDialect dialect)
    {
        var text = RootedText.Of(path);
        var (node, error) = Read(text.Text, dialect);
        return node is not null ? (new JsonPathQuery(path, dialect, node, isAmbiguous: false), null) : (null, Refusal(path, text, error!)); // one of the two
    }

    private static (PathNode? Node, SyntaxError? Error) Read(string text, JsonPathDialect dialect)
    {
        try
        {
            return (dialect == JsonPathDialect.Rfc9535 ? Rfc9535Parser.Parse(text) : Jsonpath2Parser.Parse(text), null);
        }
        catch (SyntaxError error)
        {
            return (null, error);
        }
    }

    private static JsonPathSyntaxException Refusal(string path, RootedText text, SyntaxError error) =>
        string.IsNullOrWhiteSpace(path)
            ? new JsonPathSyntaxException(path, 0, "The path is empty.", "Write $ for the whole value.")
            : new JsonPathSyntaxException(path, Math.Clamp(error.Position - text.Shift, 0, path.Length), error.Message, error.Hint);
}
