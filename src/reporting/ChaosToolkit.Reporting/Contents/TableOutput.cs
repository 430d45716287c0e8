using System.Text.Json;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>A list of objects that have much in common, as a table.</summary>
internal static class TableOutput
{
    private const int MostRows = 100;
    private const int MostColumns = 8;

    /// <summary>The table; null for what is none.</summary>
    public static Table? Of(JsonElement value, string caption, JournalWords words)
    {
        // An object around the list, as many services answer, says only what the list is of.
        if (value.ValueKind == JsonValueKind.Object && value.Members().Take(2).ToList() is [var only] && only.Value.ValueKind == JsonValueKind.Array)
        {
            return Of(only.Value, $"{caption}: {words.LineOf(only.Key, 60)}", words);
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 || !value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
        {
            return null;
        }

        var items = value.EnumerateArray().Take(MostRows).ToList();
        var columns = items.SelectMany(item => item.Members().Select(member => member.Key)).Distinct().ToList();
        if (columns.Count is 0 or > MostColumns)
        {
            return null;
        }

        var more = value.GetArrayLength() - items.Count;
        return new Table(
            more > 0 ? $"{caption}: the first {items.Count} rows, {Moments.Count(more)} more are in the journal" : caption,
            [.. columns.Select(column => words.LineOf(column, 60))],
            items.Select(item => (IReadOnlyList<Cell>)[.. columns.Select(column => new Cell(ActivityContents.Value(column, item.Get(column), words)))]));
    }
}
