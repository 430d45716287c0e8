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
            JsonPathDialect.Rfc9535 => Read(path, RootedText.Of(path), dialect),
            JsonPathDialect.Jsonpath2 => Read(path, RootedText.Of(path), dialect),
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
        var (ours, oursError) = Read(path, text, JsonPathDialect.Jsonpath2);
        if (ours is { node.HasFilter: false })
        {
            return (ours, null);
        }

        var (standard, standardError) = Read(path, text, JsonPathDialect.Rfc9535);
        return ours is not null ? (new JsonPathQuery(path, ours.Dialect, ours.node, isAmbiguous: standard is not null), null)
            : standard is not null ? (standard, null)
            : (null, oursError!.Position > standardError!.Position ? oursError : standardError); // neither could be read, so both have one
    }

    private static (JsonPathQuery? Query, JsonPathSyntaxException? Error) Read(string path, RootedText text, JsonPathDialect dialect)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(path))
            {
                throw new SyntaxError(0, "The path is empty.", "Write $ for the whole value.");
            }

            var node = dialect == JsonPathDialect.Rfc9535 ? Rfc9535Parser.Parse(text.Text) : Jsonpath2Parser.Parse(text.Text);
            return (new JsonPathQuery(path, dialect, node, isAmbiguous: false), null);
        }
        catch (SyntaxError error)
        {
            return (null, new JsonPathSyntaxException(path, Math.Clamp(error.Position - text.Shift, 0, path.Length), error.Message, error.Hint));
        }
    }
}
