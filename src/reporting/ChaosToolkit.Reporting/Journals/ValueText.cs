using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ChaosToolkit.Secrets;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>The beginning of a value as text, and how much there is of it.</summary>
/// <param name="Text">What may be shown.</param>
/// <param name="LeftOut">How many characters more there are, about; 0 when it is whole.</param>
internal readonly record struct ValueText(string Text, long LeftOut)
{
    /// <summary>In words what was left out; <see langword="null"/> when nothing was.</summary>
    public string? Note => LeftOut == 0 ? null : $"Cut here: about {Moments.Count(LeftOut)} more characters are in the journal.";

    /// <summary>A value as indented JSON, texts as they are.</summary>
    /// <param name="element">The value.</param>
    /// <param name="words">How the journal's texts may be shown.</param>
    /// <param name="longest">From how many characters on it is cut.</param>
    public static ValueText Of(JsonElement element, JournalWords words, int longest)
    {
        if (element.AsText() is { } text)
        {
            return OfText(text, words, longest);
        }

        var writer = new Writer(words, longest, indented: true);
        writer.Write(element, 0);
        return writer.Result(element);
    }

    /// <summary>A value on one line, as JSON but for a text.</summary>
    public static string Line(JsonElement element, JournalWords words, int longest = 120)
    {
        if (!element.IsThere())
        {
            return element.ValueKind == JsonValueKind.Null ? "null" : "";
        }

        if (element.AsText() is { } text)
        {
            return words.LineOf(text, longest);
        }

        var writer = new Writer(words, longest, indented: false);
        writer.Write(element, 0);
        var result = writer.Result(element);
        return result.LeftOut > 0 ? result.Text + "…" : result.Text;
    }

    /// <summary>A text, cut where it is long.</summary>
    public static ValueText OfText(string text, JournalWords words, int longest)
    {
        var (shown, isWhole) = words.Of(text, longest);
        return new ValueText(shown.TrimEnd('\n'), isWhole ? 0 : Math.Max(1, text.Length - longest));
    }

    private sealed class Writer(JournalWords words, int longest, bool indented)
    {
        private readonly StringBuilder text = new();

        private bool IsFull => text.Length >= longest;

        public ValueText Result(JsonElement element) => IsFull
            ? new ValueText(Inert.Cut(text.ToString(), longest), Math.Max(1, JsonMarshal.GetRawUtf8Value(element).Length - longest))
            : new ValueText(text.ToString(), 0);

        public void Write(JsonElement element, int depth)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    text.Append('{');
                    var first = true;
                    foreach (var (name, member) in element.Members())
                    {
                        if (IsFull)
                        {
                            return;
                        }

                        Begin(ref first, depth);
                        Quote(name);
                        text.Append(": ");
                        if (JournalWords.IsHidden(name, member))
                        {
                            text.Append('"').Append(SecretMask.Replacement).Append('"');
                        }
                        else
                        {
                            Write(member, depth + 1);
                        }
                    }

                    End('}', first, depth);
                    break;
                case JsonValueKind.Array:
                    text.Append('[');
                    var none = true;
                    foreach (var item in element.EnumerateArray())
                    {
                        if (IsFull)
                        {
                            return;
                        }

                        Begin(ref none, depth);
                        Write(item, depth + 1);
                    }

                    End(']', none, depth);
                    break;
                case JsonValueKind.String:
                    Quote(element.AsText() ?? "");
                    break;
                default:
                    text.Append(element.GetRawText());
                    break;
            }
        }

        private void Begin(ref bool first, int depth)
        {
            text.Append(first ? "" : indented ? "," : ", ");
            NewLine(depth + 1);
            first = false;
        }

        private void End(char bracket, bool isEmpty, int depth)
        {
            if (!isEmpty)
            {
                NewLine(depth);
            }

            text.Append(bracket);
        }

        private void NewLine(int depth)
        {
            if (indented)
            {
                text.Append('\n').Append(' ', 2 * Math.Min(depth, 20));
            }
        }

        // As JSON, but no letter is escaped that can be read.
        private void Quote(string value)
        {
            text.Append('"');
            foreach (var c in words.Of(value, Math.Max(0, longest - text.Length) + 1).Text)
            {
                switch (c)
                {
                    case '"' or '\\':
                        text.Append('\\').Append(c);
                        break;
                    case '\n':
                        text.Append("\\n");
                        break;
                    case '\t':
                        text.Append("\\t");
                        break;
                    default:
                        text.Append(c);
                        break;
                }
            }

            text.Append('"');
        }
    }
}
