using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>The part of JSON schema (2020-12) that our schema uses; a keyword it does not know is an error of the schema.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] Annotations = ["$schema", "$defs", "title", "description", "then", "else"];

    /// <summary>What the schema has against a value; empty when it accepts it.</summary>
    public IReadOnlyList<string> Check(JsonNode? value)
    {
        List<string> problems = [];
        Check(root, value, "", problems);
        return problems;
    }

    private bool Accepts(JsonNode? schema, JsonNode? value)
    {
        List<string> problems = [];
        Check(schema, value, "", problems);
        return problems.Count == 0;
    }

    private void Check(JsonNode? schema, JsonNode? value, string at, List<string> problems)
    {
        if (schema is JsonValue)
        {
            if (Value.AsBoolean(schema) == false)
            {
                problems.Add($"{at}: nothing may stand here");
            }

            return;
        }

        foreach (var (keyword, rule) in (JsonObject)schema!) // a schema is a boolean or an object
        {
            if (!Annotations.Contains(keyword))
            {
                Check(keyword, rule, (JsonObject)schema, value, at, problems);
            }
        }
    }

    private void Check(string keyword, JsonNode? rule, JsonObject schema, JsonNode? value, string at, List<string> problems)
    {
        void Require(bool isMet)
        {
            if (!isMet)
            {
                problems.Add($"{at}: {keyword} {JsonText.Of(rule)}");
            }
        }

        switch (keyword)
        {
            case "$ref":
                Check(root["$defs"]![Value.AsText(rule)!["#/$defs/".Length..]] ?? throw new InvalidOperationException($"{JsonText.Of(rule)} leads nowhere."), value, at, problems);
                break;
            case "type":
                Require(rule is JsonArray types ? types.Any(type => IsOf(Value.AsText(type), value)) : IsOf(Value.AsText(rule), value));
                break;
            case "enum":
                Require(((JsonArray)rule!).Any(one => JsonNode.DeepEquals(one, value)));
                break;
            case "const":
                Require(JsonNode.DeepEquals(rule, value));
                break;
            case "minLength":
                Require(Value.AsText(value) is not { } text || text.Length >= (int)rule!);
                break;
            case "pattern":
                Require(Value.AsText(value) is not { } subject || Regex.IsMatch(subject, Value.AsText(rule)!, RegexOptions.ECMAScript));
                break;
            case "minimum":
                Require(Value.AsDouble(value) is not { } low || low >= Value.AsDouble(rule));
                break;
            case "maximum":
                Require(Value.AsDouble(value) is not { } high || high <= Value.AsDouble(rule));
                break;
            case "exclusiveMinimum":
                Require(Value.AsDouble(value) is not { } number || number > Value.AsDouble(rule));
                break;
            case "minItems":
                Require(value is not JsonArray few || few.Count >= (int)rule!);
                break;
            case "maxItems":
                Require(value is not JsonArray many || many.Count <= (int)rule!);
                break;
            case "minProperties":
                Require(value is not JsonObject holder || holder.Count >= (int)rule!);
                break;
            case "required":
                Require(value is not JsonObject members || ((JsonArray)rule!).All(name => members.ContainsKey((string)name!)));
                break;
            case "items":
                CheckItems(rule, value, at, problems);
                break;
            case "properties":
            case "additionalProperties":
                CheckMembers(keyword, rule, schema, value, at, problems);
                break;
            case "allOf":
                foreach (var one in (JsonArray)rule!)
                {
                    Check(one, value, at, problems);
                }

                break;
            case "anyOf":
                Require(((JsonArray)rule!).Any(one => Accepts(one, value)));
                break;
            case "if":
                if ((Accepts(rule, value) ? schema["then"] : schema["else"]) is { } next)
                {
                    Check(next, value, at, problems);
                }

                break;
            default:
                throw new InvalidOperationException($"The schema has the unknown keyword '{keyword}'.");
        }
    }

    private void CheckItems(JsonNode? rule, JsonNode? value, string at, List<string> problems)
    {
        for (var i = 0; value is JsonArray items && i < items.Count; i++)
        {
            Check(rule, items[i], string.Create(CultureInfo.InvariantCulture, $"{at}/{i}"), problems);
        }
    }

    private void CheckMembers(string keyword, JsonNode? rule, JsonObject schema, JsonNode? value, string at, List<string> problems)
    {
        foreach (var (key, member) in value as JsonObject ?? [])
        {
            var named = (keyword == "properties" ? rule : schema["properties"]) as JsonObject;
            if (keyword == "properties" && named?[key] is { } own)
            {
                Check(own, member, $"{at}/{key}", problems);
            }
            else if (keyword == "additionalProperties" && named?.ContainsKey(key) != true)
            {
                Check(rule, member, $"{at}/{key}", problems);
            }
        }
    }

    private static bool IsOf(string? type, JsonNode? value) => (type, Value.KindOf(value)) switch
    {
        ("null", ValueKind.Null) or ("boolean", ValueKind.Boolean) or ("string", ValueKind.Text) or ("array", ValueKind.List) or ("object", ValueKind.Object) => true,
        ("number", ValueKind.Integer or ValueKind.Float) or ("integer", ValueKind.Integer) => true,
        _ => false,
    };
}
