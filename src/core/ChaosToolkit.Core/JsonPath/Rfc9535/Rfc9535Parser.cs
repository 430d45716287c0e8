using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>Reads a path of RFC 9535: here its segments and selectors.</summary>
internal sealed partial class Rfc9535Parser
{
    /// <summary>The numbers that JSON's users agree on (I-JSON): no index may be larger.</summary>
    private const long MaxInteger = 9007199254740991;

    private readonly string text;
    private int at;
    private int depth;
    private bool hasFilter;

    private Rfc9535Parser(string text) => this.text = text;

    private char Current => at < text.Length ? text[at] : '\0';

    public static PathNode Parse(string text)
    {
        var parser = new Rfc9535Parser(text);
        if (parser.Current != '$')
        {
            throw parser.Error("A path starts with $.", "Take away what stands before the $, blanks included; @ has a meaning within filters only.");
        }

        parser.at++;
        var segments = parser.ReadSegments();
        if (parser.at < text.Length)
        {
            throw parser.Error(
                char.IsWhiteSpace(parser.Current) ? "Blanks stand after the path." : $"'{parser.Current}' is not expected here.",
                "After a step goes another one: .name, ..name, [0], ['name'], [*] or [?filter]; a name with other characters goes into brackets and quotes.");
        }

        return new PathNode(IsAbsolute: true, segments) { HasFilter = parser.hasFilter };
    }

    private List<Segment> ReadSegments()
    {
        var segments = new List<Segment>();
        while (true)
        {
            var start = at;
            SkipBlanks();
            if (Current == '[')
            {
                segments.Add(new Segment(false, ReadBrackets()));
            }
            else if (Take(".."))
            {
                segments.Add(new Segment(true, Current == '[' ? ReadBrackets() : [ReadDotted()]));
            }
            else if (Take("."))
            {
                segments.Add(new Segment(false, [ReadDotted()]));
            }
            else
            {
                at = start; // the blanks are not the path's
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

        var start = at;
        while (IsNameCharacter(at, isFirst: at == start))
        {
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        }

        return at > start
            ? new NameSelector(text[start..at])
            : throw Error("A name or * is expected after the dot.", "Names are of letters, digits and _ and start with no digit; any other name goes into brackets and quotes: ['a name'].");
    }

    private bool IsNameCharacter(int index, bool isFirst)
    {
        if (index >= text.Length)
        {
            return false;
        }

        var c = text[index];
        return char.IsAsciiLetter(c) || c == '_' || (!isFirst && char.IsAsciiDigit(c))
            || (c >= 0x80 && (!char.IsSurrogate(c) || (index + 1 < text.Length && char.IsSurrogatePair(c, text[index + 1]))));
    }

    private List<ISelector> ReadBrackets()
    {
        Nest();
        at++;
        var selectors = new List<ISelector>();
        do
        {
            SkipBlanks();
            selectors.Add(ReadSelector());
            SkipBlanks();
        }
        while (Take(","));

        Expect("]", "Selectors are separated by commas and closed by a bracket: [0, 1].");
        depth--;
        return selectors;
    }

    private ISelector ReadSelector()
    {
        switch (Current)
        {
            case '*':
                at++;
                return new WildcardSelector();
            case '\'' or '"':
                return new NameSelector(ReadString());
            case '?':
                at++;
                hasFilter = true;
                SkipBlanks();
                return new ChildFilterSelector(ReadAnyOf());
            case ':' or '-' or (>= '0' and <= '9'):
                return ReadIndexOrSlice();
            default:
                throw Error("A selector is expected.", "In brackets go a 'name' in quotes, an index, a slice 1:5, * or a ?filter.");
        }
    }

    private ISelector ReadIndexOrSlice()
    {
        var first = ReadOptionalInteger();
        var afterFirst = at;
        SkipBlanks();
        if (!Take(":"))
        {
            at = afterFirst;
            return new IndexSelector(first ?? 0); // without a colon there was a number
        }

        SkipBlanks();
        var end = ReadOptionalInteger();
        var afterEnd = at;
        SkipBlanks();
        if (!Take(":"))
        {
            at = afterEnd;
            return new SliceSelector(first, end, 1);
        }

        SkipBlanks();
        return new SliceSelector(first, end, ReadOptionalInteger() ?? 1);
    }

    private void Nest()
    {
        if (++depth > SyntaxError.MaxNesting)
        {
            throw SyntaxError.TooDeep(at);
        }
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
        {
            at++;
        }
    }

    private bool Take(string expected)
    {
        if (string.CompareOrdinal(text, at, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        at += expected.Length;
        return true;
    }

    private void Expect(string expected, string hint)
    {
        if (!Take(expected))
        {
            throw Error($"'{expected}' is expected.", hint);
        }
    }

    private SyntaxError Error(string problem, string hint) => new(at, problem, hint);
}
