using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>Filters: conditions, comparisons, calls of functions.</summary>
internal sealed partial class Rfc9535Parser
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    private ICondition ReadAnyOf()
    {
        var conditions = new List<ICondition> { ReadAllOf() };
        while (TakeAfterBlanks("||"))
        {
            conditions.Add(ReadAllOf());
        }

        return AnyOf.Of(conditions);
    }

    private ICondition ReadAllOf()
    {
        var conditions = new List<ICondition> { ReadCondition() };
        while (TakeAfterBlanks("&&"))
        {
            conditions.Add(ReadCondition());
        }

        return AllOf.Of(conditions);
    }

    private ICondition ReadCondition()
    {
        SkipBlanks();
        var isNegated = Take("!");
        SkipBlanks();
        var condition = Current == '(' ? ReadParenthesis() : ReadTest(isNegated);
        return isNegated ? new Negation(condition) : condition;
    }

    private ICondition ReadParenthesis()
    {
        Nest();
        at++;
        var condition = ReadAnyOf();
        SkipBlanks();
        Expect(")", "Close the parenthesis; conditions are joined by && and ||.");
        depth--;
        return condition;
    }

    /// <summary>A comparison, or a path or call that stands alone.</summary>
    private ICondition ReadTest(bool isNegated)
    {
        var start = at;
        var left = ReadTerm();
        var afterLeft = at;
        SkipBlanks();
        if (Operators.FirstOrDefault(Take) is not { } comparison)
        {
            if (Current == '=')
            {
                throw Error("One = does not compare.", "Write ==. One = and the words and, or, not belong to the dialect jsonpath2.");
            }

            at = afterLeft;
            return left switch
            {
                PathNode path => new PathMatches(path),
                TestCall call => call,
                _ => throw new SyntaxError(start, "A value alone is no condition.", "Compare it: ==, !=, <, <=, >, >=."),
            };
        }

        if (isNegated)
        {
            throw new SyntaxError(start, "! before a comparison needs parentheses.", "Write !(…), or the opposite comparison.");
        }

        var leftOperand = ToOperand(left, start);
        SkipBlanks();
        start = at;
        return new Comparison(leftOperand, comparison, ToOperand(ReadTerm(), start));
    }

    private static IOperand ToOperand(object term, int start) => term switch
    {
        IOperand operand => operand,
        PathNode { IsSingular: true } path => new SingularPath(path),
        PathNode => throw new SyntaxError(start, "Only a path that matches one value at most can be compared.", "Take *, .., slices, filters and lists of selectors out of it, or use count() or value()."),
        _ => throw new SyntaxError(start, "The function gives true or false, which is not compared.", "Let it stand alone, or with ! before it."),
    };

    /// <summary>A <see cref="PathNode"/>, a <see cref="TestCall"/>, or an <see cref="IOperand"/> that is a literal or a call.</summary>
    private object ReadTerm()
    {
        switch (Current)
        {
            case '$' or '@':
                var isAbsolute = Current == '$';
                at++;
                return new PathNode(isAbsolute, ReadSegments());
            case '\'' or '"':
                return new Literal(JsonValue.Create(ReadString()));
            case '-' or (>= '0' and <= '9'):
                return new Literal(ReadNumber());
            default:
                return ReadWord();
        }
    }

    private object ReadWord()
    {
        var start = at;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '_')
        {
            at++;
        }

        var word = text[start..at];
        if (word is "true" or "false" or "null")
        {
            return new Literal(word == "null" ? null : JsonValue.Create(word == "true"));
        }

        if (Current == '(' && Functions<IFunction>.Named(word) is { } function)
        {
            return ReadCall(function, word, start);
        }

        at = start;
        throw Error(
            word.Length == 0 ? "A path, a value or a function is expected." : $"'{word}' is neither a value nor a function call.",
            $"Paths start with @ or $, text goes into quotes, and the functions are {Functions<IFunction>.Names}.");
    }

    private object ReadCall(IFunction function, string name, int start)
    {
        Nest();
        at++;
        var arguments = new List<ArgumentNode>();
        SkipBlanks();
        while (Current != ')')
        {
            if (arguments.Count == function.Parameters.Count)
            {
                throw Error($"{name}() takes no more than {function.Parameters.Count} arguments.", "Take the others away.");
            }

            arguments.Add(ReadArgument(function.Parameters[arguments.Count]));
            SkipBlanks();
            if (!Take(","))
            {
                break;
            }

            SkipBlanks();
            if (Current == ')')
            {
                throw Error("An argument is expected after the comma.", "Take the comma away.");
            }
        }

        Expect(")", "Arguments are separated by commas and closed by a parenthesis.");
        depth--;
        if (arguments.Count < function.Parameters.Count)
        {
            throw new SyntaxError(start, $"{name}() takes {function.Parameters.Count} arguments, not {arguments.Count}.", "Give the others too.");
        }

        return function is IValueFunction value ? new ValueCall(value, arguments) : new TestCall((ITestFunction)function, arguments);
    }

    private ArgumentNode ReadArgument(ParameterType type)
    {
        var start = at;
        var term = ReadTerm();
        if (type == ParameterType.Value)
        {
            return new ArgumentNode(ToOperand(term, start), null);
        }

        return term is PathNode path
            ? new ArgumentNode(null, path)
            : throw new SyntaxError(start, "The function takes a path here.", "Write a path that starts with @ or $.");
    }

    private bool TakeAfterBlanks(string expected)
    {
        var start = at;
        SkipBlanks();
        if (Take(expected))
        {
            return true;
        }

        at = start;
        return false;
    }
}
