using System.Text;

namespace ChaosToolkit.Cli.Durability;

/// <summary>The figures of the kill matrix, as they stand in bench/RESULTS.md.</summary>
internal static class CrashTable
{
    private static readonly string[] Columns = ["killed", "runs", "faults left", "undo lost", "logs not whole", "verdicts untrue", "other failures", "undo played twice"];

    public static string Of(IReadOnlyCollection<CrashFinding> findings)
    {
        List<string[]> rows = [Columns, [.. Columns.Select(column => new string('-', column.Length))]];
        rows.AddRange(CrashHit.Ways.Select(way => Row(way, [.. findings.Where(finding => finding.Way == way)])));
        rows.Add(Row("all", findings));
        var widths = Columns.Select((_, i) => rows.Max(row => row[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, i) => cell.PadRight(widths[i], cell[0] == '-' ? '-' : ' '))).Append(" |\n");
        }

        return text.ToString();
    }

    private static string[] Row(string name, IReadOnlyCollection<CrashFinding> findings) =>
    [
        name,
        $"{findings.Count:N0}",
        Count(findings, finding => finding.FaultsLeft),
        Count(findings, finding => finding.UndoLost),
        Count(findings, finding => finding.LogBroken),
        Count(findings, finding => finding.VerdictUntrue),
        Count(findings, finding => finding.Failure),
        $"{findings.Sum(finding => finding.Twice)}",
    ];

    private static string Count(IEnumerable<CrashFinding> findings, Func<CrashFinding, string> of) => $"{findings.Count(finding => of(finding).Length > 0)}";
}
