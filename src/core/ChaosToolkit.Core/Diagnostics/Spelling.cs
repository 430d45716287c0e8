namespace ChaosToolkit.Diagnostics;

/// <summary>Finds what somebody meant to write.</summary>
public static class Spelling
{
    /// <summary>How often two words may be compared for all the suggestions of one kind in a document: beyond that many of its names are wrong, and the first few suggestions do.</summary>
    internal const long MostComparisons = 100_000;

    private const int MostShown = 20;

    /// <summary>The known word that is nearest to a word which is not known; <see langword="null"/> when none is near enough to be a slip.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been meant; of two equally near the first wins.</param>
    /// <remarks>
    /// Letter case does not count. A third of the letters, at least one, may be wrong, missing, too many or swapped with the next; of one or two letters only the order.
    /// Names with dots are compared part by part.
    /// </remarks>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        (string? Nearest, int Distance) found = (null, int.MaxValue);
        foreach (var candidate in known)
        {
            if (DistanceWithin(word, candidate) is { } distance && distance < found.Distance)
            {
                found = (candidate, distance);
            }
        }

        return found.Nearest;
    }

    /// <summary>What to say to somebody who wrote a word that is not known: the nearest, where there is one, and the known ones, of many the first.</summary>
    public static string Suggest(string word, IReadOnlyCollection<string> known) =>
        known.Count == 0 ? "There is none."
        : (Nearest(word, known) is { } nearest ? $"Did you mean '{nearest}'? " : "")
            + $"Known: {string.Join(", ", known.Take(MostShown))}{(known.Count > MostShown ? $" and {known.Count - MostShown} more" : "")}.";

    // Most of a name with dots is the same for many; only where the parts differ in number the whole counts.
    private static int? DistanceWithin(string word, string candidate)
    {
        var (parts, others) = (word.Split('.'), candidate.Split('.'));
        if (parts.Length != others.Length || parts.Length == 1)
        {
            return DistanceOfPart(word, candidate);
        }

        var sum = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (DistanceOfPart(parts[i], others[i]) is not { } distance)
            {
                return null;
            }

            sum += distance;
        }

        return sum;
    }

    private static int? DistanceOfPart(string word, string candidate)
    {
        var most = word.Length <= 2 ? 1 : word.Length / 3;
        if (Math.Abs(candidate.Length - word.Length) > most || (word.Length <= 2 && !HasLettersOf(word, candidate)))
        {
            return null;
        }

        var distance = Distance(word, candidate);
        return distance <= most ? distance : null;
    }

    private static bool HasLettersOf(string word, string other) =>
        word.ToLowerInvariant().Order().SequenceEqual(other.ToLowerInvariant().Order());

    // The number of edits (insert, delete, replace, swap of neighbours), by the rows of the usual table; three of them are enough.
    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, last, current) = (last, current, before);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
