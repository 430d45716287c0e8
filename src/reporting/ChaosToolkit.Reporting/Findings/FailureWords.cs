using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>Why an activity failed, out of all that its journal tells of it.</summary>
public static class FailureWords
{
    /// <summary>The line that says why: the last of what Python prints, the first of an exception of .NET.</summary>
    /// <param name="activity">The activity.</param>
    /// <returns>One line; empty where the journal has no reason.</returns>
    public static string Reason(this JournalActivity activity)
    {
        var lines = activity.Exception.Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();
        if (lines.Count == 0)
        {
            return "";
        }

        var isPython = lines[0].StartsWith("Traceback", StringComparison.Ordinal) || !lines.Exists(line => line.StartsWith("   at ", StringComparison.Ordinal));
        var reason = Inert.Line(isPython ? lines[^1] : lines[0]);

        // The type that says nothing but that it failed.
        var type = reason.IndexOf(": ", StringComparison.Ordinal);
        return type > 0 && reason[..type].EndsWith("ActivityFailedException", StringComparison.Ordinal) ? reason[(type + 2)..] : reason;
    }
}
