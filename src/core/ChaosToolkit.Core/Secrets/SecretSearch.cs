using System.Buffers;
using System.Text;

namespace ChaosToolkit.Secrets;

/// <summary>Finds the forms of all secrets in a text in one pass.</summary>
internal sealed class SecretSearch
{
    private readonly SearchValues<string> all;
    private readonly SearchValues<string> base64;
    private readonly Dictionary<char, SecretForm[]> byFirst;

    public SecretSearch(IEnumerable<SecretForm> forms)
    {
        // Of a text that is a form in two ways the one counts that masks more.
        var distinct = forms.GroupBy(form => form.Text, StringComparer.Ordinal)
            .Select(same => new SecretForm(same.Key, same.Any(form => form.IsBase64), same.All(form => form.LeansBack), same.All(form => form.LeansOn))).ToList();
        all = SearchValues.Create([.. distinct.Select(form => form.Text)], StringComparison.Ordinal);
        base64 = SearchValues.Create([.. distinct.Where(form => form.IsBase64).Select(form => form.Text)], StringComparison.Ordinal);
        byFirst = distinct.GroupBy(form => form.Text[0]).ToDictionary(same => same.Key, same => same.OrderByDescending(form => form.Text.Length).ToArray());
    }

    public bool Finds(string text) => text.AsSpan().ContainsAny(all) || SpansIn(text).Count > 0;

    public string Replace(string text)
    {
        var spans = SpansIn(text);
        if (spans.Count == 0)
        {
            return text;
        }

        spans.Sort();
        var result = new StringBuilder(text.Length);
        var done = 0;
        var (start, end) = spans[0];
        foreach (var (nextStart, nextEnd) in spans.Skip(1).Append((Start: text.Length + 1, End: text.Length + 1)))
        {
            if (nextStart < end)
            {
                end = Math.Max(end, nextEnd);
                continue;
            }

            result.Append(text, done, start - done).Append(SecretMask.Replacement);
            done = end;
            (start, end) = (nextStart, nextEnd);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private List<(int Start, int End)> SpansIn(string text)
    {
        List<(int Start, int End)> spans = [];
        Collect(text, all, spans, onlyBase64: false);
        if (text.Contains('\n'))
        {
            CollectBroken(text, spans);
        }

        CollectCut(text, spans);
        return spans;
    }

    private void Collect(ReadOnlySpan<char> text, SearchValues<string> values, List<(int Start, int End)> spans, bool onlyBase64)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(values);
            if (found < 0)
            {
                return;
            }

            var start = from + found;
            spans.Add(Widen(text, start, FormAt(text[start..], onlyBase64)));
            from = start + 1; // one secret may begin within another
        }
    }

    private SecretForm FormAt(ReadOnlySpan<char> text, bool onlyBase64)
    {
        foreach (var form in byFirst[text[0]])
        {
            if ((form.IsBase64 || !onlyBase64) && text.StartsWith(form.Text, StringComparison.Ordinal))
            {
                return form;
            }
        }

        throw new InvalidOperationException("What was found is none of what was searched for.");
    }

    private static (int Start, int End) Widen(ReadOnlySpan<char> text, int start, SecretForm form)
    {
        var end = start + form.Text.Length;
        if (form.LeansBack && start > 0 && Base64.Letters.Contains(text[start - 1]))
        {
            start--;
        }

        if (form.LeansOn && end < text.Length && Base64.Letters.Contains(text[end]))
        {
            end++;
            while (end < text.Length && text[end] == '=')
            {
                end++;
            }
        }

        return (start, end);
    }

    // Base64 text is often broken into lines of 64 or 76 characters: it is searched without its breaks.
    private void CollectBroken(string text, List<(int Start, int End)> spans)
    {
        var whole = new StringBuilder(text.Length);
        List<(int Length, int Removed)> breaks = [(0, 0)];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r')
            {
                breaks.Add((whole.Length, i + 1 - whole.Length));
            }
            else
            {
                whole.Append(text[i]);
            }
        }

        List<(int Start, int End)> found = [];
        Collect(whole.ToString(), base64, found, onlyBase64: true);
        spans.AddRange(found.Select(span => (Original(span.Start), Original(span.End - 1) + 1)));

        int Original(int index)
        {
            var (low, high) = (0, breaks.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = breaks[middle].Length <= index ? (middle, high) : (low, middle - 1);
            }

            return index + breaks[low].Removed;
        }
    }

    // We shorten long values for explanations, and mark the place: what stands before it may be the beginning of a secret.
    private void CollectCut(string text, List<(int Start, int End)> spans)
    {
        for (var cut = text.IndexOf('…'); cut >= 0; cut = text.IndexOf('…', cut + 1))
        {
            var before = text.AsSpan(0, cut);
            var longest = 0;
            foreach (var form in byFirst.Values.SelectMany(forms => forms))
            {
                for (var length = Math.Min(form.Text.Length - 1, cut); length > longest && length >= SecretMask.ShortestMasked; length--)
                {
                    if (before.EndsWith(form.Text.AsSpan(0, length), StringComparison.Ordinal))
                    {
                        longest = length;
                    }
                }
            }

            if (longest > 0)
            {
                spans.Add((cut - longest, cut));
            }
        }
    }
}
