namespace ChaosToolkit.Diagnostics.Broken;

/// <summary>A valid experiment with one thing wrong.</summary>
/// <param name="Name">What was done to it.</param>
/// <param name="Find">A text that stands in it once.</param>
/// <param name="Write">What is written instead; <c>§</c> marks the place that the diagnostic must have, where <paramref name="At"/> does not.</param>
/// <param name="Advice">What its message or its help must hold.</param>
/// <param name="At">A text that stands once in the broken file: the diagnostic must have its place.</param>
internal sealed record BrokenFile(string Name, string Find, string Write, string Advice, string? At = null)
{
    /// <summary>The broken text, and the line and column of the place.</summary>
    public (string Text, int Line, int Column) Break(string sound)
    {
        if (sound.Split(Find).Length != 2)
        {
            throw new InvalidOperationException($"'{Find}' must stand once in the file of '{Name}'.");
        }

        var marked = sound.Replace(Find, Write);
        var text = marked.Replace("§", "");
        var place = At is null ? marked.IndexOf('§') : text.IndexOf(At, StringComparison.Ordinal);
        if (place < 0 || (At is not null && text.Split(At).Length != 2))
        {
            throw new InvalidOperationException($"The place of '{Name}' is not told, or not once.");
        }

        var before = text[..place];
        return (text, before.Count(c => c == '\n') + 1, place - before.LastIndexOf('\n'));
    }
}
