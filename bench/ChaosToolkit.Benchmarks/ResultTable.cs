using System.Text;

namespace ChaosToolkit.Benchmarks;

/// <summary>What a benchmark found: a table of text.</summary>
internal sealed class ResultTable(params string[] columns)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row: a cell for each column.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>The table as Markdown, its columns aligned.</summary>
    public string ToMarkdown()
    {
        var widths = columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        var text = new StringBuilder();
        foreach (var line in rows.Prepend([.. widths.Select(width => new string('-', width))]).Prepend(columns))
        {
            text.Append("| ").AppendJoin(" | ", line.Select((cell, i) => cell.PadRight(widths[i]))).Append(" |\n");
        }

        return text.ToString();
    }
}
