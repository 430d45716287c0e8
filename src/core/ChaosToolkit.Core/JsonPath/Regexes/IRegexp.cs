using System.Text;

namespace ChaosToolkit.JsonPath.Regexes;

/// <summary>Translates an I-Regexp (RFC 9485) to a .NET pattern; it is written anew, so nothing that .NET adds to the syntax gets through.</summary>
internal sealed class IRegexp
{
    private const string Special = "()*+.?[\\]{|}";

    private readonly StringBuilder output = new();
    private readonly int[] input;
    private int at;
    private int depth;

    private IRegexp(string pattern) => input = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    private int Current => at < input.Length ? input[at] : -1;

    /// <summary>The .NET pattern; <see langword="null"/> when this is no I-Regexp.</summary>
    public static string? Translate(string pattern)
    {
        var reader = new IRegexp(pattern);
        return reader.ReadBranches() && reader.at == reader.input.Length ? reader.output.ToString() : null;
    }

    private bool ReadBranches()
    {
        if (++depth > SyntaxError.MaxNesting)
        {
            return false;
        }

        while (true)
        {
            while (Current is not (-1 or '|' or ')'))
            {
                if (!ReadAtom() || !ReadQuantifier())
                {
                    return false;
                }
            }

            if (!Skip('|'))
            {
                depth--;
                return true;
            }

            output.Append('|');
        }
    }

    private bool ReadAtom()
    {
        switch (Current)
        {
            case '(':
                at++;
                output.Append("(?:");
                if (!ReadBranches() || !Skip(')'))
                {
                    return false;
                }

                output.Append(')');
                return true;
            case '^' or '$':
                // Literals by RFC 9485, but anchors to everyone who writes them, and to the compliance suite.
                output.Append(Current == '^' ? @"(?:\A)" : @"(?:\z)");
                at++;
                return true;
            case '.':
                at++;
                output.Append(CodePointSet.Dot.ToPattern());
                return true;
            case '[':
                at++;
                return Append(ReadClass());
            case '\\':
                at++;
                return Append(ReadEscape());
            case var c when c < 0x80 && Special.Contains((char)c):
                return false;
            default:
                return Append(CodePointSet.Range(Current, input[at++]));
        }
    }

    private bool ReadQuantifier()
    {
        if (Current is '*' or '+' or '?')
        {
            output.Append((char)input[at++]);
            return true;
        }

        if (!Skip('{'))
        {
            return true;
        }

        if (ReadCount() is not { } least)
        {
            return false;
        }

        int? most = least;
        if (Skip(','))
        {
            most = Current == '}' ? null : ReadCount();
            if (Current != '}' || (most is null && input[at - 1] != ','))
            {
                return false;
            }
        }

        if (!Skip('}') || most < least)
        {
            return false;
        }

        output.Append('{').Append(least).Append(',').Append(most).Append('}');
        return true;
    }

    private int? ReadCount()
    {
        var start = at;
        while (Current is >= '0' and <= '9')
        {
            at++;
        }

        return int.TryParse(string.Concat(input[start..at].Select(c => (char)c)), out var count) ? count : null;
    }

    private CodePointSet? ReadClass()
    {
        var negated = Skip('^');
        var sets = new List<CodePointSet>();
        if (Skip('-'))
        {
            sets.Add(CodePointSet.Range('-', '-'));
        }

        while (Current != ']')
        {
            if (Skip('-'))
            {
                sets.Add(CodePointSet.Range('-', '-'));
                if (Current != ']')
                {
                    return null; // a bare - stands first or last
                }

                break;
            }

            if (ReadClassPart() is not { } part)
            {
                return null;
            }

            sets.Add(part);
        }

        at++;
        var union = CodePointSet.Union(sets);
        return sets.Count == 0 ? null : negated ? union.Complement() : union;
    }

    private CodePointSet? ReadClassPart()
    {
        if (Current == '\\' && at + 1 < input.Length && input[at + 1] is 'p' or 'P')
        {
            at++;
            return ReadEscape();
        }

        if (ReadClassCharacter() is not { } from)
        {
            return null;
        }

        if (Current != '-' || (at + 1 < input.Length && input[at + 1] == ']'))
        {
            return CodePointSet.Range(from, from);
        }

        at++;
        return ReadClassCharacter() is { } to && to >= from ? CodePointSet.Range(from, to) : null;
    }

    private int? ReadClassCharacter()
    {
        if (Skip('\\'))
        {
            return ReadSingleEscape();
        }

        return Current is -1 or '[' or ']' or '-' ? null : input[at++];
    }

    /// <summary>What stands after a backslash: an escaped character, <c>p{…}</c> or <c>P{…}</c>.</summary>
    private CodePointSet? ReadEscape()
    {
        if (Current is not ('p' or 'P'))
        {
            return ReadSingleEscape() is { } character ? CodePointSet.Range(character, character) : null;
        }

        var negated = input[at++] == 'P';
        var end = Array.IndexOf(input, '}', at);
        if (!Skip('{') || end < 0 || end - at > 2)
        {
            return null;
        }

        var name = string.Concat(input[at..end].Select(c => (char)c));
        at = end + 1;
        return UnicodeCategories.Contains(name) ? negated ? CodePointSet.Category(name).Complement() : CodePointSet.Category(name) : null;
    }

    private int? ReadSingleEscape()
    {
        var escaped = Current;
        at++;
        return escaped switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '-' or '^' => escaped,
            >= 0 and < 0x80 when Special.Contains((char)escaped) => escaped,
            _ => null,
        };
    }

    private static readonly HashSet<string> UnicodeCategories =
    [
        .. "L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps Z Zl Zp Zs S Sc Sk Sm So C Cc Cf Cn Co".Split(' '),
    ];

    private bool Append(CodePointSet? set)
    {
        output.Append(set?.ToPattern());
        return set is not null;
    }

    private bool Skip(char expected)
    {
        if (Current != expected)
        {
            return false;
        }

        at++;
        return true;
    }
}
