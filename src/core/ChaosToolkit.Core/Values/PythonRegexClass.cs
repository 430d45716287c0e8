namespace ChaosToolkit.Values;

/// <summary>Reads a class, <c>[…]</c>.</summary>
internal sealed class PythonRegexClass(PythonRegexReader reader, bool isAscii)
{
    private readonly List<(int First, int Last)> ranges = [];
    private string kinds = "";

    /// <param name="start">Where its bracket stands; the reader stands after it.</param>
    public string Read(int start)
    {
        const string open = "unterminated character set";
        var isNegated = reader.Take('^');
        for (var isFirst = true; isFirst || reader.Next != ']' || reader.IsAtEnd; isFirst = false)
        {
            var memberStart = reader.At;
            var (first, firstKind) = ReadMember(open, start);
            if (!reader.Take('-'))
            {
                Add(first, first, firstKind);
                continue;
            }

            if (reader.IsAtEnd)
            {
                throw PythonRegexReader.Error(open, start);
            }

            if (reader.Next == ']')
            {
                Add(first, first, firstKind);
                Add('-', '-', '\0');
                break;
            }

            var (last, lastKind) = ReadMember(open, start);
            if (firstKind != '\0' || lastKind != '\0' || last < first)
            {
                throw PythonRegexReader.Error($"bad character range {reader.Since(memberStart)}", memberStart);
            }

            Add(first, last, '\0');
        }

        reader.Take(']');
        return PythonRegexCharacters.Class(ranges, kinds, isNegated);
    }

    private void Add(int first, int last, char kind)
    {
        if (kind == '\0')
        {
            ranges.Add((first, last));
        }
        else
        {
            kinds += PythonRegexCharacters.Kind(kind, isAscii);
        }
    }

    private (int Code, char Kind) ReadMember(string errorAtEnd, int errorOffset)
    {
        var start = reader.At;
        var code = reader.TakeCharacter(errorAtEnd, errorOffset);
        if (code != '\\')
        {
            return (code, '\0');
        }

        var letter = reader.TakeCharacter("bad escape (end of pattern)", start);
        if (letter is 'd' or 'D' or 's' or 'S' or 'w' or 'W')
        {
            return (0, (char)letter);
        }

        if (letter is >= '0' and <= '7')
        {
            reader.TakeWhile(2, PythonRegexEscapes.IsOctal);
            return (PythonRegexEscapes.Octal(reader, start), '\0');
        }

        var common = letter == 'b' ? '\b' : PythonRegexEscapes.Common(reader, letter, start);
        return (common >= 0 ? common : PythonRegexEscapes.Itself(reader, letter, start), '\0');
    }
}
