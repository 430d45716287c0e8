using System.Text.Json.Nodes;

namespace ChaosToolkit.Model.Shapes;

/// <summary>What a member or an item may hold: as JSON schema, and in words.</summary>
public sealed class ValueShape
{
    private readonly JsonObject schema;

    private ValueShape(string words, JsonObject schema, params IReadOnlyList<ObjectShape> objects)
    {
        Words = words;
        this.schema = schema;
        Objects = objects;
    }

    /// <summary>Anything.</summary>
    public static ValueShape Any { get; } = new("anything", []);

    /// <summary>Text, which may be empty.</summary>
    public static ValueShape Text { get; } = new("text", new JsonObject { ["type"] = "string" });

    /// <summary>Text of at least one character.</summary>
    public static ValueShape SomeText { get; } = new("text that is not empty", new JsonObject { ["type"] = "string", ["minLength"] = 1 });

    /// <summary>Text that is not only white space.</summary>
    public static ValueShape Sentence { get; } = new("text that is not empty", new JsonObject { ["type"] = "string", ["pattern"] = "\\S" });

    /// <summary>Text that is nothing but a reference such as <c>${name}</c>.</summary>
    public static ValueShape Reference { get; } = new("`\"${name}\"`", new JsonObject { ["type"] = "string", ["pattern"] = "^\\$\\{[^{}]*\\}$" });

    /// <summary>Text that holds a reference.</summary>
    public static ValueShape TextWithReference { get; } = new("text with a reference", new JsonObject { ["type"] = "string", ["pattern"] = "\\$" });

    /// <summary>True or false.</summary>
    public static ValueShape Boolean { get; } = new("`true` or `false`", new JsonObject { ["type"] = "boolean" });

    /// <summary>Any number.</summary>
    public static ValueShape Number { get; } = new("number", new JsonObject { ["type"] = "number" });

    /// <summary>A number of seconds from 0 on.</summary>
    public static ValueShape Pause { get; } = new("number of seconds from 0 on", new JsonObject { ["type"] = "number", ["minimum"] = 0 });

    /// <summary>A number of seconds above 0.</summary>
    public static ValueShape Seconds { get; } = new("number of seconds above 0", new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 });

    /// <summary>A list of anything.</summary>
    public static ValueShape List { get; } = new("list", new JsonObject { ["type"] = "array" });

    /// <summary>An object of anything.</summary>
    public static ValueShape Object { get; } = new("object", new JsonObject { ["type"] = "object" });

    /// <summary>Nothing: <c>null</c>.</summary>
    public static ValueShape Null { get; } = new("`null`", new JsonObject { ["type"] = "null" });

    /// <summary>In words, as Markdown.</summary>
    public string Words { get; }

    /// <summary>As JSON schema; a copy of the caller's own.</summary>
    public JsonObject Schema => (JsonObject)schema.DeepClone();

    /// <summary>The objects that the schema refers to.</summary>
    public IReadOnlyList<ObjectShape> Objects { get; }

    /// <summary>A whole number within bounds, both inclusive.</summary>
    public static ValueShape WholeNumber(int least, int most) =>
        new($"whole number from {least} to {most}", new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    /// <summary>One of a few words.</summary>
    public static ValueShape OneOf(params IReadOnlyCollection<string> words) =>
        new(string.Join(", ", words.Select(word => $"`{word}`")), new JsonObject { ["enum"] = Names(words) });

    /// <summary>What a shape describes; something else is only warned of.</summary>
    public static ValueShape Usually(ValueShape shape) => new(shape.Words, new JsonObject { ["anyOf"] = new JsonArray(shape.Schema, new JsonObject()) }, shape.Objects);

    /// <summary>A list of items of one shape.</summary>
    public static ValueShape ListOf(ValueShape item) =>
        new($"list of {item.Words}", new JsonObject { ["type"] = "array", ["items"] = item.Schema }, item.Objects);

    /// <summary>A list of so many items of one shape.</summary>
    public static ValueShape ListOf(int count, ValueShape item) =>
        new($"list of {count}: {item.Words}", new JsonObject { ["type"] = "array", ["items"] = item.Schema, ["minItems"] = count, ["maxItems"] = count }, item.Objects);

    /// <summary>An object whose names are free and whose values have one shape.</summary>
    public static ValueShape Map(ValueShape value) =>
        new($"object of names and {value.Words}", new JsonObject { ["type"] = "object", ["additionalProperties"] = value.Schema }, value.Objects);

    /// <summary>An object with members of its own.</summary>
    public static ValueShape Of(ObjectShape shape) =>
        new($"[{shape.Name}](#{shape.Name})", new JsonObject { ["$ref"] = $"#/$defs/{shape.Name}" }, shape);

    /// <summary>What the schema defines under a name of its own, such as <c>activity</c>.</summary>
    public static ValueShape Named(string name) => new($"[{name}](#{name})", new JsonObject { ["$ref"] = $"#/$defs/{name}" });

    /// <summary>Any of several shapes.</summary>
    public static ValueShape Either(params IReadOnlyList<ValueShape> shapes) => new(
        string.Join(", or ", shapes.Select(shape => shape.Words)),
        new JsonObject { ["anyOf"] = new JsonArray([.. shapes.Select(shape => shape.Schema)]) },
        [.. shapes.SelectMany(shape => shape.Objects)]);

    /// <summary>This shape, or <c>null</c> for nothing.</summary>
    public ValueShape OrNull() => new(Words, new JsonObject { ["anyOf"] = new JsonArray(Schema, Null.Schema) }, Objects);

    /// <summary>This shape, or one of some old words that nobody should write any more.</summary>
    public ValueShape OrOld(IEnumerable<string> words) =>
        new(Words, new JsonObject { ["anyOf"] = new JsonArray(Schema, new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', words)})$" }) }, Objects);

    private static JsonArray Names(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];
}
