using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChaosToolkit.Loading;

/// <summary>Makes the nodes of a YAML document from what the parser reports, aliases bound to their anchors.</summary>
internal sealed class YamlComposer(SourceText source, LineTable lines)
{
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private Parser parser = null!; // set by Compose before anything reads it
    private int depth;
    private int values;
    private int end;
    private int flows;

    public YamlNode? Compose()
    {
        YamlCharacters.Check(source, lines);
        // An empty comment keeps offsets as they are where a byte-order mark would shift them.
        var text = source.Text.StartsWith('\uFEFF') ? ' ' + source.Text[1..] : source.Text;
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        parser = new Parser(scanner);
        try
        {
            return ComposeDocument();
        }
        catch (YamlException problem)
        {
            throw new LoadingException(YamlMistakes.Explain(source, lines, problem, scanner.CurrentPosition));
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser trips over some flow collections that are not closed or not indented.
            var here = new YamlException(scanner.CurrentPosition, scanner.CurrentPosition, "Found text that is not indented within [ ] or { }", problem);
            throw new LoadingException(YamlMistakes.Explain(source, lines, here, scanner.CurrentPosition));
        }
    }

    private YamlNode? ComposeDocument()
    {
        Next<StreamStart>();
        if (parser.Current is StreamEnd)
        {
            return null;
        }

        Next<DocumentStart>();
        var root = ComposeNode();
        Next<DocumentEnd>();
        return parser.Current is DocumentStart second ? throw new LoadingException(LoadingDiagnostics.SecondDocument(SpanOf(second))) : root;
    }

    private void Next<T>() where T : ParsingEvent
    {
        if (parser.Current is null)
        {
            parser.MoveNext();
        }

        _ = (T)(parser.Current ?? throw new YamlException("The text ends too early."));
        parser.MoveNext();
    }

    private YamlNode ComposeNode()
    {
        var current = parser.Current ?? throw new YamlException("The text ends too early.");
        if (++depth > DocumentLimits.MaxDepth)
        {
            throw new LoadingException(LoadingDiagnostics.TooDeep(SpanOf(current)));
        }

        if (++values > DocumentLimits.MaxNodes)
        {
            throw new LoadingException(LoadingDiagnostics.TooManyValues(SpanOf(current)));
        }

        YamlNode node = current switch
        {
            AnchorAlias alias => ComposeAlias(alias),
            Scalar scalar => ComposeScalar(scalar),
            SequenceStart sequence => ComposeList(sequence),
            MappingStart mapping => ComposeMapping(mapping),
            _ => throw new YamlException(current.Start, current.End, "Did not find expected node content."), // the parser lets "- :" pass
        };
        depth--;
        return node;
    }

    private YamlAlias ComposeAlias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var target = anchors.GetValueOrDefault(name) ?? throw new LoadingException(LoadingDiagnostics.UnknownAlias(SpanOf(alias), name));
        if (target.IsOpen)
        {
            throw new LoadingException(LoadingDiagnostics.RecursiveAlias(SpanOf(alias), name));
        }

        parser.MoveNext();
        return new YamlAlias(target) { Place = PlaceOf(alias) };
    }

    private YamlScalar ComposeScalar(Scalar scalar)
    {
        if (flows > 0 && scalar.Style == ScalarStyle.Plain && scalar.Value is (['@' or '`' or '%' or '|' or '>' or '?' or ':' or ' ', ..] or [.., ':']))
        {
            throw new LoadingException(LoadingDiagnostics.YamlSyntax(SpanOf(scalar), $"'{UnicodeText.Shown(scalar.Value)}' is no text within [ ] or {{ }}.", "Put it into quotes."));
        }

        // The tag '!' leaves the type to the text, quoted or not.
        var isPlain = scalar.Tag.IsEmpty ? scalar.Style == ScalarStyle.Plain : scalar.Tag.IsNonSpecific;
        var node = new YamlScalar(TagOf(scalar), UnicodeText.WithoutLoneSurrogates(scalar.Value), isPlain);
        Anchor(scalar, node);
        parser.MoveNext();
        node.Place = PlaceOf(scalar);
        return node;
    }

    private YamlList ComposeList(SequenceStart start)
    {
        var isFlow = start.Style == SequenceStyle.Flow;
        flows += isFlow ? 1 : 0;
        var node = new YamlList(TagOf(start)) { IsOpen = true };
        Anchor(start, node);
        end = Math.Max(end, (int)start.End.Index);
        parser.MoveNext();
        while (parser.Current is not SequenceEnd)
        {
            Separate(isFlow && node.Items.Count > 0, ',');
            node.Items.Add(ComposeNode());
        }

        Close(node, (int)start.Start.Index, isFlow, isPair: false);
        return node;
    }

    private YamlMapping ComposeMapping(MappingStart start)
    {
        var isFlow = start.Style == MappingStyle.Flow;
        var isPair = isFlow && flows > 0 && start.Start.Index == 0; // "[a: b]": it has neither brackets nor, for the parser, a place
        flows += isFlow ? 1 : 0;
        var node = new YamlMapping(TagOf(start)) { IsOpen = true };
        Anchor(start, node);
        end = Math.Max(end, (int)start.End.Index);
        parser.MoveNext();
        var from = (int)(isPair ? parser.Current!.Start.Index : start.Start.Index); // a pair has a key
        while (parser.Current is not MappingEnd)
        {
            Separate(isFlow && node.Entries.Count > 0, ',');
            var key = ComposeNode();
            values--; // a key is none
            Separate(isFlow && parser.Current is not Scalar { Value: "" }, ':');
            node.Entries.Add((key, ComposeNode()));
        }

        Close(node, from, isFlow, isPair);
        return node;
    }

    // The parser lets "[a] [b]" pass within a flow collection, where others see that a comma is missing.
    private void Separate(bool isDue, char separator)
    {
        var start = (int)(parser.Current?.Start.Index ?? 0);
        if (isDue && start >= end && !source.Text.AsSpan(end, start - end).Contains(separator))
        {
            throw new LoadingException(LoadingDiagnostics.YamlSyntax(new SourceSpan(source, lines.Range(start, start + 1)), $"A '{separator}' is missing before this.", null));
        }
    }

    // The end of a block collection is reported where the next thing begins: it ends with its last child instead.
    private void Close(YamlNode node, int from, bool isFlow, bool isPair)
    {
        flows -= isFlow ? 1 : 0;
        if (isFlow && !isPair)
        {
            end = (int)parser.Current!.Start.Index + 1; // its bracket: the loop stopped at it
        }

        node.Place = lines.Range(from, end);
        node.IsOpen = false;
        parser.MoveNext();
    }

    private void Anchor(NodeEvent properties, YamlNode node)
    {
        if (!properties.Anchor.IsEmpty)
        {
            if (properties.Anchor.Value.EndsWith(':'))
            {
                throw new LoadingException(LoadingDiagnostics.YamlSyntax(SpanOf(properties), $"The anchor '&{properties.Anchor.Value}' ends in a colon.", "Write the anchor after the colon, before the value."));
            }

            anchors[properties.Anchor.Value] = node;
        }
    }

    private static string? TagOf(NodeEvent properties) => properties.Tag.IsEmpty || properties.Tag.IsNonSpecific ? null : properties.Tag.Value;

    private SourceRange PlaceOf(ParsingEvent one)
    {
        var (from, to) = ((int)one.Start.Index, (int)Math.Min(one.End.Index, source.Text.Length));
        while (to > from && source.Text[to - 1] is ' ' or '\t' or '\r' or '\n')
        {
            to--;
        }

        end = Math.Max(end, to);
        return lines.Range(from, to);
    }

    private SourceSpan SpanOf(ParsingEvent one) => new(source, PlaceOf(one));
}
