using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Tolerances;

namespace ChaosToolkit.Model.Shapes;

/// <summary>The JSON schema (2020-12) of experiments, for editors: made from what the engine, its providers and its tolerances describe.</summary>
/// <remarks>It refuses nothing that <see cref="ExperimentValidator"/> accepts; what takes more than a look at one object, such as a dangling <c>ref</c>, it does not see.</remarks>
public static class ExperimentSchema
{
    /// <summary>Makes the schema.</summary>
    /// <param name="providers">The providers of activities.</param>
    /// <param name="tolerances">The tolerances.</param>
    public static JsonObject Of(Catalog<IProvider> providers, ToleranceCatalog tolerances)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(tolerances);
        var definitions = new JsonObject
        {
            ["activity"] = Choice("ref", Ref(ExperimentShapes.ActivityReference.Name), new JsonObject
            {
                ["allOf"] = new JsonArray(Ref(ExperimentShapes.Activity.Name), If(Const("type", "probe"), Holds("tolerance", "tolerance"))),
            }),
            ["hypothesis-probe"] = new JsonObject
            {
                ["allOf"] = new JsonArray(Ref("activity"), Holds("tolerance", "tolerance")),
                ["required"] = new JsonArray("tolerance"),
            },
            ["control"] = Choice(
                "ref",
                new JsonObject { ["properties"] = new JsonObject { ["ref"] = new JsonObject { ["type"] = "string", ["description"] = "The name of a control of the experiment." } } },
                Ref(ExperimentShapes.Control.Name)),
            ["undo"] = Choice(
                "ref",
                new JsonObject { ["properties"] = new JsonObject { ["ref"] = ExperimentShapes.ActivityReference.Members.First(member => member.Name == "ref").Value.Schema } },
                Ref(ExperimentShapes.Undo.Name)),
            ["provider"] = Typed("provider", providers.Names, name => providers.Find(name)?.Shape),
            ["tolerance"] = Tolerance(tolerances),
            ["configuration-entry"] = new JsonObject
            {
                ["allOf"] = new JsonArray(
                    IfTyped("env", Ref(ExperimentShapes.VariableEntry.Name)), IfTyped("probe", Ref(ExperimentShapes.ProbeEntry.Name))),
            },
            ["secret-entry"] = Secret(),
        };
        foreach (var shape in ExperimentShapes.All.Skip(1))
        {
            definitions[shape.Name] = Of(shape);
        }

        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Chaos Toolkit experiment" };
        foreach (var (key, value) in Of(ExperimentShapes.Experiment))
        {
            schema[key] = value?.DeepClone();
        }

        schema["$defs"] = definitions;
        return schema;
    }

    private static JsonObject Of(ObjectShape shape)
    {
        var properties = new JsonObject();
        foreach (var member in shape.Members)
        {
            var value = member.Value.Schema;
            value["description"] = member.Text;
            properties[member.Name] = value;
        }

        var schema = new JsonObject { ["description"] = shape.Text, ["type"] = "object", ["properties"] = properties };
        if (shape.Members.Any(member => member.IsRequired))
        {
            schema["required"] = new JsonArray([.. shape.Members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name))]);
        }

        return schema;
    }

    // An object that its member "type" tells the rest of.
    private static JsonObject Typed(string what, IReadOnlyList<string> names, Func<string, ObjectShape?> shapeOf)
    {
        var choices = new JsonArray();
        foreach (var name in names)
        {
            if (shapeOf(name) is { } shape)
            {
                choices.Add(IfTyped(name, Of(shape)));
            }
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("type"),
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["description"] = $"What kind of {what} it is.", ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) },
            },
            ["allOf"] = choices,
        };
    }

    private static JsonObject Tolerance(ToleranceCatalog tolerances)
    {
        var members = new JsonObject();
        foreach (var member in MembersTolerance.Members.Members)
        {
            members[member.Name] = new JsonObject { ["description"] = member.Text };
        }

        var shorthand = new JsonObject { ["minProperties"] = 1, ["properties"] = members, ["additionalProperties"] = false };
        return new JsonObject
        {
            ["type"] = new JsonArray("boolean", "string", "number", "array", "object"),
            ["if"] = new JsonObject { ["type"] = "object" },
            ["then"] = Choice("type", Typed("tolerance", tolerances.Names, tolerances.ShapeOf), shorthand),
        };
    }

    private static JsonObject Secret() => new()
    {
        ["if"] = Const("type", "env"),
        ["then"] = Ref(ExperimentShapes.SecretVariable.Name),
        ["else"] = new JsonObject
        {
            ["if"] = Const("type", "vault"),
            ["then"] = Ref(ExperimentShapes.VaultSecret.Name),
            ["else"] = new JsonObject { ["additionalProperties"] = Ref("secret-entry") },
        },
    };

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Holds(string member, string definition) => new() { ["properties"] = new JsonObject { [member] = Ref(definition) } };

    private static JsonObject Const(string member, string value) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(member),
        ["properties"] = new JsonObject { [member] = new JsonObject { ["const"] = value } },
    };

    private static JsonObject If(JsonObject condition, JsonObject then) => new() { ["if"] = condition, ["then"] = then };

    private static JsonObject IfTyped(string type, JsonObject then) => If(Const("type", type), then);

    private static JsonObject Choice(string member, JsonObject with, JsonObject without) => new()
    {
        ["type"] = "object",
        ["if"] = new JsonObject { ["required"] = new JsonArray(member) },
        ["then"] = with,
        ["else"] = without,
    };
}
