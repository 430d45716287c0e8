using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChaosToolkit.Values;

/// <summary>Translates a pattern of Python's <c>re</c> into .NET's syntax, refusing what Python refuses.</summary>
internal sealed class PythonRegexTranslator(string pattern, RegexOptions options)
{
    private const int MaxDepth = 200;
    private const string Open = "missing ), unterminated subpattern";

    private readonly PythonRegexReader reader = new(pattern);
    private readonly PythonRegexGroups groups = new();
    private PythonRegexFlags global = new(IsAscii: false, options.HasFlag(RegexOptions.IgnorePatternWhitespace));
    private int depth;

    /// <summary>The options of the whole pattern; known once it is translated.</summary>
    public RegexOptions Options { get; private set; } = options & (RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.Singleline);

    public IReadOnlyDictionary<string, int> GroupNumbers => groups.Numbers;

    public string Translate()
    {
        var whole = ReadAlternatives(null);
        if (!reader.IsAtEnd)
        {
            throw PythonRegexReader.Error("unbalanced parenthesis", reader.At);
        }

        groups.CheckConditions();
        return whole.Text;
    }

    /// <param name="scoped">The flags of the group they stand in; <see langword="null"/> outside of groups.</param>
    private PythonRegexPart ReadAlternatives(PythonRegexFlags? scoped)
    {
        var first = ReadSequence(scoped ?? global, mayHoldFlags: scoped is null);
        if (reader.Next != '|')
        {
            return first;
        }

        var (text, shortest, longest) = (new StringBuilder(first.Text), first.Shortest, first.Longest);
        while (reader.Take('|'))
        {
            var next = ReadSequence(scoped ?? global, mayHoldFlags: false);
            text.Append('|').Append(next.Text);
            (shortest, longest) = (Math.Min(shortest, next.Shortest), Math.Max(longest, next.Longest));
        }

        return new(text.ToString(), shortest, longest);
    }

    private PythonRegexPart ReadSequence(PythonRegexFlags flags, bool mayHoldFlags)
    {
        var parts = new List<(PythonRegexPart Part, bool IsPlace, bool IsRepeated)>();
        while (!reader.IsAtEnd && reader.Next is not ('|' or ')'))
        {
            var start = reader.At;
            var code = reader.TakeCharacter("", start);
            switch (code)
            {
                case ' ' or '\t' or '\n' or '\r' or '\v' or '\f' when flags.IsVerbose:
                    break;
                case '#' when flags.IsVerbose:
                    reader.SkipTo('\n');
                    break;
                case '^' or '$':
                    parts.Add((PythonRegexPart.Empty(((char)code).ToString()), true, false));
                    break;
                case '.':
                    parts.Add((PythonRegexPart.One("."), false, false));
                    break;
                case '[':
                    parts.Add((PythonRegexPart.One(new PythonRegexClass(reader, flags.IsAscii).Read(start)), false, false));
                    break;
                case '\\':
                    var escape = ReadEscape(start, flags, out var isPlace);
                    parts.Add((escape, isPlace, false));
                    break;
                case '*' or '+' or '?' or '{' when PythonRegexRepeat.TryRead(reader, (char)code, start) is { } repeat:
                    var repeated = parts.Count == 0 || parts[^1].IsPlace ? throw PythonRegexReader.Error("nothing to repeat", start)
                        : parts[^1].IsRepeated ? throw PythonRegexReader.Error("multiple repeat", start)
                        : repeat.Apply(parts[^1].Part);
                    parts[^1] = (repeated, false, true);
                    break;
                case '(':
                    if (ReadGroup(start, ref flags, mayHoldFlags && parts.Count == 0) is { } group)
                    {
                        parts.Add((group, false, false));
                    }

                    break;
                default:
                    parts.Add((PythonRegexPart.One(PythonRegexCharacters.Literal(code)), false, false));
                    break;
            }
        }

        return new(
            string.Concat(parts.Select(part => part.Part.Text)),
            Math.Min(parts.Sum(part => part.Part.Shortest), PythonRegexPart.Unbounded),
            Math.Min(parts.Sum(part => part.Part.Longest), PythonRegexPart.Unbounded));
    }

    private PythonRegexPart ReadEscape(int start, PythonRegexFlags flags, out bool isPlace)
    {
        var kind = reader.TakeCharacter("bad escape (end of pattern)", start);
        isPlace = kind is 'A' or 'b' or 'B' or 'Z';
        switch (kind)
        {
            case 'A':
                return PythonRegexPart.Empty(@"\A");
            case 'Z':
                return PythonRegexPart.Empty(@"\z");
            case 'b' or 'B':
                return PythonRegexPart.Empty(PythonRegexCharacters.Boundary(kind == 'b', flags.IsAscii));
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W':
                // The negated kinds are negated here: that leaves nothing for ignoring case to add to.
                var negation = char.IsUpper((char)kind) ? "^" : "";
                return PythonRegexPart.One($"[{negation}{PythonRegexCharacters.Kind(char.ToLowerInvariant((char)kind), flags.IsAscii)}]");
            case '0':
                reader.TakeWhile(2, PythonRegexEscapes.IsOctal);
                return PythonRegexPart.One(PythonRegexCharacters.Literal(PythonRegexEscapes.Octal(reader, start)));
            case >= '1' and <= '9':
                return ReadNumber(start);
            default:
                var common = PythonRegexEscapes.Common(reader, kind, start);
                return PythonRegexPart.One(PythonRegexCharacters.Literal(common >= 0 ? common : PythonRegexEscapes.Itself(reader, kind, start)));
        }
    }

    /// <summary>Three octal digits are a character, anything else is a reference of one or two digits.</summary>
    private PythonRegexPart ReadNumber(int start)
    {
        reader.TakeWhile(1, char.IsAsciiDigit);
        var digits = reader.Since(start)[1..];
        if (digits.Length == 2 && digits.All(PythonRegexEscapes.IsOctal) && PythonRegexEscapes.IsOctal(reader.Next))
        {
            reader.At++;
            return PythonRegexPart.One(PythonRegexCharacters.Literal(PythonRegexEscapes.Octal(reader, start)));
        }

        return groups.Reference(int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), start + 1, start);
    }

    /// <summary>A group; <see langword="null"/> for a comment and for flags, which match nothing.</summary>
    private PythonRegexPart? ReadGroup(int start, ref PythonRegexFlags flags, bool mayHoldFlags)
    {
        if (++depth > MaxDepth)
        {
            throw PythonRegexReader.Error($"more than {MaxDepth} groups within groups", start);
        }

        var group = reader.Take('?') ? ReadExtension(start, ref flags, mayHoldFlags) : ReadCapture(start, null, start, flags);
        depth--;
        return group;
    }

    private PythonRegexPart? ReadExtension(int start, ref PythonRegexFlags flags, bool mayHoldFlags)
    {
        const string end = "unexpected end of pattern";
        var kindStart = reader.At;
        var kind = reader.TakeCharacter(end, reader.At);
        switch (kind)
        {
            case 'P' when reader.Take('<'):
                var nameStart = reader.At;
                var name = reader.TakeUntil('>', "group name");
                PythonRegexGroups.CheckName(name, nameStart);
                return ReadCapture(start, name, nameStart, flags);
            case 'P' when reader.Take('='):
                var referenceStart = reader.At;
                return groups.Reference(groups.NumberOf(reader.TakeUntil(')', "group name"), referenceStart), referenceStart, referenceStart);
            case 'P':
                reader.TakeCharacter(end, reader.At);
                throw PythonRegexReader.Error($"unknown extension ?{reader.Since(kindStart)}", kindStart - 1);
            case ':':
                return ReadInner(start, "(?:", flags);
            case '>':
                return ReadInner(start, "(?>", flags);
            case '#':
                reader.SkipTo(')');
                return reader.Take(')') ? null : throw PythonRegexReader.Error("missing ), unterminated comment", start);
            case '=' or '!':
                return PythonRegexPart.Empty(ReadInner(start, $"(?{(char)kind}", flags).Text);
            case '<':
                return ReadBehind(start, kindStart, flags);
            case '(':
                return ReadConditional(start, flags);
            case 'a' or 'i' or 'L' or 'm' or 's' or 'u' or 'x' or '-':
                reader.At = kindStart;
                return ReadFlags(start, ref flags, mayHoldFlags);
            default:
                throw PythonRegexReader.Error($"unknown extension ?{reader.Since(kindStart)}", kindStart - 1);
        }
    }

    private PythonRegexPart ReadCapture(int start, string? name, int nameStart, PythonRegexFlags flags)
    {
        var number = groups.Open(name, nameStart);
        var group = ReadInner(start, $"(?<{number.ToString(CultureInfo.InvariantCulture)}>", flags);
        groups.Close(number, group);
        return group;
    }

    private PythonRegexPart ReadInner(int start, string prefix, PythonRegexFlags flags)
    {
        var inner = ReadAlternatives(flags);
        return reader.Take(')') ? inner with { Text = $"{prefix}{inner.Text})" } : throw PythonRegexReader.Error(Open, start);
    }

    private PythonRegexPart ReadBehind(int start, int kindStart, PythonRegexFlags flags)
    {
        var direction = reader.TakeCharacter("unexpected end of pattern", reader.At);
        if (direction is not ('=' or '!'))
        {
            throw PythonRegexReader.Error($"unknown extension ?{reader.Since(kindStart)}", kindStart - 1);
        }

        var inner = groups.Behind(() => ReadInner(start, $"(?<{(char)direction}", flags));
        return inner.Shortest == inner.Longest
            ? PythonRegexPart.Empty(inner.Text)
            : throw new PythonRegexSyntaxException("look-behind requires fixed-width pattern", start);
    }

    private PythonRegexPart ReadConditional(int start, PythonRegexFlags flags)
    {
        var nameStart = reader.At;
        var number = groups.Condition(reader.TakeUntil(')', "group name"), nameStart);
        var yes = ReadSequence(flags, mayHoldFlags: false);
        var no = reader.Take('|') ? ReadSequence(flags, mayHoldFlags: false) : PythonRegexPart.Empty("");
        if (reader.Next == '|')
        {
            throw PythonRegexReader.Error("conditional backref with more than two branches", reader.At);
        }

        return reader.Take(')')
            ? new($"(?({number.ToString(CultureInfo.InvariantCulture)}){yes.Text}|{no.Text})", Math.Min(yes.Shortest, no.Shortest), Math.Max(yes.Longest, no.Longest))
            : throw PythonRegexReader.Error(Open, start);
    }

    private PythonRegexPart? ReadFlags(int start, ref PythonRegexFlags flags, bool mayHoldFlags)
    {
        var inline = PythonRegexInlineFlags.Read(reader);
        if (!inline.IsGlobal)
        {
            return ReadInner(start, inline.Prefix, inline.Apply(flags));
        }

        if (!mayHoldFlags)
        {
            throw PythonRegexReader.Error("global flags not at the start of the expression", start);
        }

        flags = global = inline.Apply(global);
        Options |= inline.Options;
        return null;
    }
}
