using System.Globalization;
using System.Numerics;
using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>Reads a path of jsonpath2: here its steps and subscripts.</summary>
internal sealed partial class Jsonpath2Parser
{
    private readonly List<Token> tokens;
    private int at;
    private int depth;
    private bool hasFilter;

    private Jsonpath2Parser(List<Token> tokens) => this.tokens = tokens;

    private Token Current => tokens[at];

    public static PathNode Parse(string text)
    {
        var parser = new Jsonpath2Parser(Lexer.Read(text));
        if (!parser.Take("$"))
        {
            throw parser.Error("A path starts with $.", "@ has a meaning within subscripts and filters only.");
        }

        var segments = parser.ReadSegments();
        return parser.Current.Kind == TokenKind.End
            ? new PathNode(IsAbsolute: true, segments) { HasFilter = parser.hasFilter }
            : throw parser.Error("A step is expected.", "Steps are .key, ..key, .*, .function(), [0], [1:5], [\"key\"], [*] and [?(filter)].");
    }

    private List<Segment> ReadSegments()
    {
        var segments = new List<Segment>();
        while (true)
        {
            if (Current.Is("["))
            {
                segments.Add(new Segment(false, ReadBrackets()));
            }
            else if (Take(".."))
            {
                segments.Add(new Segment(true, Current.Is("[") ? ReadBrackets() : [ReadDotted()]));
            }
            else if (Take("."))
            {
                segments.Add(new Segment(false, [ReadDotted()]));
            }
            else
            {
                return segments;
            }
        }
    }

    private ISelector ReadDotted()
    {
        if (Take("*"))
        {
            return new WildcardSelector();
        }

        if (Current.Kind != TokenKind.Name)
        {
            throw Error(
                "A key, a function or * is expected after the dot.",
                "Keys are of the letters A to Z, digits and _ and start with no digit; any other key, and the words and, or, not, true, false, null, go into brackets and double quotes: [\"a key\"].");
        }

        var name = Next();
        return Current.Is("(") ? ReadCall(name) : new NameSelector(name.Text);
    }

    private List<ISelector> ReadBrackets()
    {
        Nest();
        at++;
        var selectors = new List<ISelector>();
        do
        {
            selectors.Add(ReadSubscript());
        }
        while (Take(","));

        Expect("]", "Subscripts are separated by commas and closed by a bracket: [0, 1].");
        depth--;
        return selectors;
    }

    private ISelector ReadSubscript()
    {
        switch (Current)
        {
            case { Kind: TokenKind.Text }:
                return new NameSelector(Next().Text);
            case { Kind: TokenKind.Number }:
                var start = ReadInteger();
                return Current.Is(":") ? ReadRange(start) : new IndexSelector(start);
            case { Kind: TokenKind.Name }:
                var name = Next();
                return Current.Is("(") ? ReadCall(name) : throw new SyntaxError(name.Position, "A key in brackets needs double quotes.", $"Write [\"{name.Text}\"].");
            case { Text: ":" }:
                return ReadRange(null);
            case { Text: "*" }:
                at++;
                return new WildcardSelector();
            case { Text: "?" }:
                return ReadFilter();
            case { Text: "$" or "@" }:
                return new PathSelector(ReadPath());
            default:
                throw Error("A subscript is expected.", "In brackets go an index, a slice 1:5, a \"key\" in double quotes, *, a ?(filter), a function() or another path.");
        }
    }

    private RangeSelector ReadRange(BigInteger? start)
    {
        Expect(":", "");
        var end = ReadOptionalInteger();
        return new RangeSelector(start, end, Take(":") ? ReadOptionalInteger() : null);
    }

    private ValueFilterSelector ReadFilter()
    {
        at++;
        hasFilter = true;
        Expect("(", "A filter stands in parentheses: [?(@.a = 1)].");
        var condition = ReadAllOf();
        Expect(")", "Close the filter with a parenthesis; conditions are joined by and and or.");
        return new ValueFilterSelector(condition);
    }

    private FunctionSelector ReadCall(Token name)
    {
        var function = Functions<IFunction>.Named(name.Text)
            ?? throw new SyntaxError(name.Position, $"There is no function '{name.Text}'.", $"The functions are {Functions<IFunction>.Names}.", reach: Current.Position + 1);
        Nest();
        at++;
        var arguments = new List<Term>();
        if (!Current.Is(")"))
        {
            do
            {
                arguments.Add(ReadTerm());
            }
            while (Take(","));
        }

        Expect(")", "Arguments are separated by commas and closed by a parenthesis.");
        depth--;
        return new FunctionSelector(function, arguments);
    }

    /// <summary>A path within another: it starts with <c>$</c> or <c>@</c>.</summary>
    private PathNode ReadPath()
    {
        var isAbsolute = Next().Text == "$";
        return new PathNode(isAbsolute, ReadSegments());
    }

    private BigInteger? ReadOptionalInteger() => Current.Kind == TokenKind.Number ? ReadInteger() : null;

    private BigInteger ReadInteger()
    {
        // Python takes no more digits than these for an integer either.
        if (Current.Text.Length <= 4300 && BigInteger.TryParse(Current.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            at++;
            return number;
        }

        throw Error("An index is a whole number.", "Write it without a point and without an exponent.");
    }

    private void Nest()
    {
        if (++depth > SyntaxError.MaxNesting)
        {
            throw SyntaxError.TooDeep(Current.Position);
        }
    }

    private Token Next() => tokens[at++];

    private bool Take(string sign)
    {
        if (!Current.Is(sign))
        {
            return false;
        }

        at++;
        return true;
    }

    private void Expect(string sign, string hint)
    {
        if (!Take(sign))
        {
            throw Error($"'{sign}' is expected.", hint);
        }
    }

    private SyntaxError Error(string problem, string hint) =>
        new(Current.Position, Current.Kind == TokenKind.End ? $"{problem[..^1]}, but the path ends." : problem, hint);
}
