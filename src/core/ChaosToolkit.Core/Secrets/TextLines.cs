using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Secrets;

/// <summary>Texts that were cut into a list of lines, each with its line break: the <c>exception</c> of an entry.</summary>
internal static class TextLines
{
    /// <summary>The text; <see langword="null"/> where the list is no such one.</summary>
    public static string? Joined(JsonArray items)
    {
        if (items.Count < 2)
        {
            return null;
        }

        var lines = new string[items.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            if (Value.AsText(items[i]) is not { } line || (i < lines.Length - 1 && !line.EndsWith('\n')))
            {
                return null;
            }

            lines[i] = line;
        }

        return string.Concat(lines);
    }

    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add((JsonNode)Value.Text(text[start..end]));
            start = end;
        }

        return lines;
    }
}
