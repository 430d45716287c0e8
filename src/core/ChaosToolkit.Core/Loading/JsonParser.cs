using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Loading;

/// <summary>The JSON grammar: values and their places, made together from the leaves up.</summary>
/// <remarks>Of our own, for <c>Utf8JsonReader</c> counts columns in bytes and cannot say what the author got wrong.</remarks>
internal sealed class JsonParser
{
    private readonly SourceText source;
    private readonly string text;
    private readonly LineTable lines;
    private readonly JsonMistakes mistakes;
    private int at;
    private int depth;
    private int values;

    public JsonParser(SourceText source)
    {
        this.source = source;
        text = source.Text;
        lines = source.Lines;
        mistakes = new JsonMistakes(source, lines);
        at = text.StartsWith('\uFEFF') ? 1 : 0;
    }

    public LoadedDocument ReadDocument()
    {
        SkipBlanks();
        var (value, place) = ReadValue(at);
        SkipBlanks();
        return at == text.Length ? new LoadedDocument(value, place, source) : throw mistakes.TextAfterTheEnd(at);
    }

    private char Current => at < text.Length ? text[at] : '\0';

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\r' or '\t')
        {
            at++;
        }
    }

    /// <param name="after">Where the separator stands after which the value is due, for the message.</param>
    private (JsonNode?, SourceNode) ReadValue(int after)
    {
        var start = at;
        Count();
        switch (Current)
        {
            case '{':
                return Nested(ReadObject);
            case '[':
                return Nested(ReadList);
            case '"':
                return Leaf(Value.Text(new JsonString(text, mistakes).Read(ref at)), start);
            case '-' or (>= '0' and <= '9'):
                return Leaf(ReadNumber(), start);
            default:
                return JsonLiteral(after);
        }
    }

    private (JsonNode?, SourceNode) JsonLiteral(int after)
    {
        var start = at;
        return Skip("true") ? Leaf(JsonValue.Create(true), start)
            : Skip("false") ? Leaf(JsonValue.Create(false), start)
            : Skip("null") ? Leaf(null, start)
            : Skip("NaN") ? Leaf(Value.Float(double.NaN), start)
            : Skip("Infinity") ? Leaf(Value.Float(double.PositiveInfinity), start)
            : throw mistakes.NoValue(at, after);
    }

    private bool Skip(string word)
    {
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0 || (at + word.Length < text.Length && JsonMistakes.IsWord(text[at + word.Length])))
        {
            return false;
        }

        at += word.Length;
        return true;
    }

    private (JsonNode?, SourceNode) Leaf(JsonNode? value, int start) => (value, new SourceNode { Value = lines.Range(start, at) });

    private void Count()
    {
        if (++values > DocumentLimits.MaxNodes)
        {
            throw new LoadingException(LoadingDiagnostics.TooManyValues(new SourceSpan(source, lines.Range(at, at + 1))));
        }
    }

    private (JsonNode?, SourceNode) Nested(Func<(JsonNode?, SourceNode)> read)
    {
        if (++depth > DocumentLimits.MaxDepth)
        {
            throw new LoadingException(LoadingDiagnostics.TooDeep(new SourceSpan(source, lines.Range(at, at + 1))));
        }

        var result = read();
        depth--;
        return result;
    }

    private (JsonNode?, SourceNode) ReadObject()
    {
        var start = at++;
        var members = new JsonObject();
        var places = new Dictionary<string, SourceNode>(StringComparer.Ordinal);
        List<(string, SourceRange)>? duplicates = null;
        var holdsDuplicates = false;
        SkipBlanks();
        for (var comma = -1; comma >= 0 || Current != '}';)
        {
            var keyStart = at;
            var key = Current == '"' ? new JsonString(text, mistakes).Read(ref at) : throw mistakes.NoKey(at, start, comma);
            var keyPlace = lines.Range(keyStart, at);
            SkipBlanks();
            var colon = Current == ':' ? at++ : throw mistakes.NoColon(at, key);
            SkipBlanks();
            var (value, place) = ReadValue(colon);
            place.Key = keyPlace;
            holdsDuplicates |= place.HoldsDuplicates;
            if (places.TryGetValue(key, out var earlier))
            {
                (duplicates ??= []).Add((key, earlier.Key ?? earlier.Value));
            }

            places[key] = place;
            members[key] = value;
            if (!SkipSeparator('}', start, out comma))
            {
                break;
            }
        }

        at++;
        return (members, new SourceNode { Value = lines.Range(start, at), Members = places, Duplicates = duplicates, HoldsDuplicates = holdsDuplicates || duplicates is not null });
    }

    private (JsonNode?, SourceNode) ReadList()
    {
        var start = at++;
        var items = new JsonArray();
        var places = new List<SourceNode>();
        var holdsDuplicates = false;
        SkipBlanks();
        for (var comma = -1; comma >= 0 || Current != ']';)
        {
            var (value, place) = ReadValue(comma < 0 ? start : comma);
            items.Add(value);
            places.Add(place);
            holdsDuplicates |= place.HoldsDuplicates;
            if (!SkipSeparator(']', start, out comma))
            {
                break;
            }
        }

        at++;
        return (items, new SourceNode { Value = lines.Range(start, at), Items = places, HoldsDuplicates = holdsDuplicates });
    }

    /// <summary>Whether another member or item follows: stands on it then, else on the end of the object or list.</summary>
    private bool SkipSeparator(char end, int start, out int comma)
    {
        SkipBlanks();
        comma = at;
        if (at < text.Length && text[at] == end)
        {
            return false;
        }

        if (Current != ',')
        {
            throw mistakes.NoSeparator(at, start, end);
        }

        at++;
        SkipBlanks();
        return true;
    }

    private JsonValue ReadNumber()
    {
        var start = at;
        if (Current == '-')
        {
            at++;
            if (Skip("Infinity"))
            {
                return Value.Float(double.NegativeInfinity);
            }
        }

        var first = at;
        var isSound = SkipDigits() && (text[first] != '0' || at == first + 1);
        var isFloat = false;
        if (Current == '.')
        {
            at++;
            isFloat = true;
            isSound &= SkipDigits();
        }

        if (Current is 'e' or 'E')
        {
            at++;
            isFloat = true;
            at += Current is '+' or '-' ? 1 : 0;
            isSound &= SkipDigits();
        }

        if (!isSound || JsonMistakes.IsWord(Current) || Current == '.')
        {
            throw mistakes.BadNumber(start);
        }

        var digits = text.AsSpan(start, at - start);
        return isFloat ? Value.Float(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture))
            : digits.Length <= 18 ? JsonValue.Create(long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : at - first <= DocumentLimits.MaxDigits ? Value.Integer(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : throw new LoadingException(LoadingDiagnostics.TooManyDigits(new SourceSpan(source, lines.Range(start, at))));
    }

    private bool SkipDigits()
    {
        var start = at;
        while (char.IsAsciiDigit(Current))
        {
            at++;
        }

        return at > start;
    }
}
