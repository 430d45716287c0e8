using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>Filters and the values in them. <c>or</c> binds tighter than <c>and</c>: that is no slip.</summary>
internal sealed partial class Jsonpath2Parser
{
    private ICondition ReadAllOf()
    {
        var conditions = new List<ICondition> { ReadAnyOf() };
        while (Take("and"))
        {
            conditions.Add(ReadAnyOf());
        }

        return AllOf.Of(conditions);
    }

    private ICondition ReadAnyOf()
    {
        var conditions = new List<ICondition> { ReadCondition() };
        while (Take("or"))
        {
            conditions.Add(ReadCondition());
        }

        return AnyOf.Of(conditions);
    }

    private ICondition ReadCondition()
    {
        var isNegated = false;
        while (Take("not"))
        {
            isNegated = !isNegated;
        }

        var condition = Current.Is("(") ? ReadParenthesis() : ReadComparison();
        return isNegated ? new Negation(condition) : condition;
    }

    private ICondition ReadParenthesis()
    {
        Nest();
        at++;
        var condition = ReadAllOf();
        Expect(")", "Close the parenthesis; conditions are joined by and and or.");
        depth--;
        return condition;
    }

    private ICondition ReadComparison()
    {
        var left = ReadTerm();
        if (Current is { Kind: TokenKind.Sign, Text: "=" or "!=" or "<" or "<=" or ">" or ">=" })
        {
            var comparison = Next().Text;
            return new PairComparison(left, comparison, ReadTerm());
        }

        return left.Path is { } path ? new PathMatches(path) : new ConstantTruth(PythonComparison.IsTrue(left.Value));
    }

    private Term ReadTerm() => Current is { Kind: TokenKind.Sign, Text: "$" or "@" } ? new Term(ReadPath(), null) : new Term(null, ReadValue());

    private JsonNode? ReadValue()
    {
        switch (Current)
        {
            case { Kind: TokenKind.Text }:
                return Value.Text(Next().Text);
            case { Kind: TokenKind.Number }:
                return ReadNumber();
            case { Kind: TokenKind.Sign, Text: "true" or "false" }:
                return JsonValue.Create(Next().Text == "true");
            case { Kind: TokenKind.Sign, Text: "null" }:
                at++;
                return null;
            case { Kind: TokenKind.Sign, Text: "[" }:
                return ReadList();
            case { Kind: TokenKind.Sign, Text: "{" }:
                return ReadObject();
            default:
                throw Error("A path or a value is expected.", "Paths start with @ or $, text goes into double quotes, and = compares, not ==.");
        }
    }

    private JsonValue ReadNumber()
    {
        var text = Current.Text;
        if (!text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            return Value.Integer(ReadInteger());
        }

        at++;
        return Value.Float(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    private JsonArray ReadList()
    {
        Nest();
        at++;
        var items = new JsonArray();
        if (!Current.Is("]"))
        {
            do
            {
                items.Add(ReadValue());
            }
            while (Take(","));
        }

        Expect("]", "The elements of a list are separated by commas and closed by a bracket.");
        depth--;
        return items;
    }

    private JsonObject ReadObject()
    {
        Nest();
        at++;
        var members = new JsonObject();
        if (!Current.Is("}"))
        {
            do
            {
                var key = Current.Kind == TokenKind.Text ? Next().Text : throw Error("A key in double quotes is expected.", "Write objects as in JSON: {\"key\": 1}.");
                Expect(":", "Write objects as in JSON: {\"key\": 1}.");
                members[key] = ReadValue();
            }
            while (Take(","));
        }

        Expect("}", "The members of an object are separated by commas and closed by a brace.");
        depth--;
        return members;
    }
}
