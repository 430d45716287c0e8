using ChaosToolkit.Running;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>What a run is at, as rows below its log.</summary>
/// <param name="look">Gives it as it is now.</param>
/// <param name="style">How it looks.</param>
/// <param name="mask">Masks secrets.</param>
internal sealed class ProgressRows(Func<ProgressView> look, Style style, Func<string, string> mask) : ILiveContent
{
    private const int MostRows = 8;
    private const int LabelWidth = 8;
    private const int Narrowest = 24;

    // What is over at once shows nothing: nobody could read it.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public IReadOnlyList<string> RowsFor(TerminalSize size)
    {
        var view = look();
        var width = size.Width - 1; // a full row would wrap in some terminals
        if (view.Elapsed < Noticeable || width < Narrowest || size.Height < 3)
        {
            return [];
        }

        List<string> rows = [HeadOf(view, width)];
        rows.AddRange(view.Activities.Where(activity => !activity.IsBackground).Select(activity => Row(activity.Kind, activity.Name, Lasting.Of(activity.Elapsed), width)));
        rows.AddRange(view.Pauses.Select(pause => Row("pause", $"of {Lasting.Of(pause.Length)}", Lasting.Of(Ceiling(pause.Left)) + " left", width)));
        rows.AddRange(view.Activities.Where(activity => activity.IsBackground).Select(activity => Row("beside", activity.Name, Lasting.Of(activity.Elapsed), width)));
        var most = Math.Min(MostRows, size.Height - 1);
        return rows.Count <= most ? rows : [.. rows.Take(most - 1), style.Dim(Columns.Cut($"  and {rows.Count - most + 1} more", width))];
    }

    private string HeadOf(ProgressView view, int width)
    {
        var picture = style.Spinner[(int)(view.Elapsed.Ticks / Turn.Ticks % style.Spinner.Count)];
        var elapsed = Lasting.Of(view.Elapsed);
        var phase = Columns.Cut(view.Phase, width - 4 - elapsed.Length);
        var rest = Columns.Cut(NotesOn(view), width - 4 - Columns.Of(phase) - elapsed.Length);
        return $"{style.Cyan(picture)} {style.Bold(phase)}  {style.Dim(elapsed)}{(view.Ending is null ? style.Dim(rest) : style.Yellow(rest))}";
    }

    private static string NotesOn(ProgressView view)
    {
        var ending = view.Ending switch
        {
            null => "",
            InterruptionCause.Interrupt => "  ending (Ctrl-C)",
            InterruptionCause.Timeout => "  ending (timeout)",
            InterruptionCause.Guard => "  ending (guard)",
            _ => "  ending (signal)",
        };
        return ending + (view.Rounds, view.Unmet) switch
        {
            (0, _) => "",
            (_, 0) => $"  hypothesis met {view.Rounds} of {view.Rounds}",
            _ => $"  hypothesis not met {view.Unmet} of {view.Rounds}",
        };
    }

    private string Row(string label, string text, string time, int width)
    {
        time = Columns.Cut(time, width - 4 - LabelWidth);
        var shown = Columns.Cut(Columns.Inert(mask(text)), width - 4 - LabelWidth - time.Length);
        return $"  {style.Dim(Columns.Cut(label, LabelWidth).PadRight(LabelWidth))}{shown}  {style.Dim(time)}";
    }

    private static TimeSpan Ceiling(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
