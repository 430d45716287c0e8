using System.Buffers;
using System.Text;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>What a live area shows.</summary>
internal interface ILiveContent
{
    /// <summary>The rows for a terminal of that size as they are now: none wider, styles included. Called while the area is locked.</summary>
    IReadOnlyList<string> RowsFor(TerminalSize size);
}

/// <summary>
/// Rows at the end of what a terminal shows that are written over time and again, with lines above them that stay. Without content it hands lines through as they are.
/// The cursor waits at the area's first column, so that to erase all below takes the area away, however the terminal has wrapped it meanwhile. It is never hidden:
/// whatever ends the process leaves it as it was.
/// </summary>
/// <param name="stream">The terminal.</param>
/// <param name="size">Tells how large it is.</param>
internal sealed class LiveArea(Stream stream, Func<TerminalSize> size)
{
    private const string Erase = "\r\e[J";
    private const string RestOfRow = "\e[K";

    // Terminals that know these show what is between them at once; others ignore them.
    private const string Begin = "\e[?2026h";
    private const string End = "\e[?2026l";

    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> frame = new(1024);
    private ILiveContent? content;
    private int suspensions;
    private bool isDrawn;

    /// <summary>Called before the area is taken away for a while: what is still to stand above it is written then.</summary>
    public Action? Suspending { get; set; }

    /// <summary>Shows content from now on.</summary>
    public void Show(ILiveContent shown)
    {
        lock (gate)
        {
            content = shown;
            Draw();
        }
    }

    /// <summary>Shows the content as it is now; not while something else is shown, for a terminal may take its time, and who asks again and again must not queue up for it.</summary>
    public void Refresh()
    {
        if (!gate.TryEnter())
        {
            return;
        }

        try
        {
            Draw();
        }
        finally
        {
            gate.Exit();
        }
    }

    /// <summary>Takes the area away for good.</summary>
    public void Hide()
    {
        lock (gate)
        {
            TakeAway();
            content = null;
        }
    }

    /// <summary>Takes the area away for a while, for instance to ask something; as often as it was suspended it has to be resumed.</summary>
    public void Suspend()
    {
        Suspending?.Invoke();
        lock (gate)
        {
            suspensions++;
            TakeAway();
        }
    }

    /// <summary>Shows the area again.</summary>
    public void Resume()
    {
        lock (gate)
        {
            suspensions = Math.Max(0, suspensions - 1);
            Draw();
        }
    }

    /// <summary>Writes lines that stay: above the area where there is one.</summary>
    /// <param name="lines">In UTF-8, with the end of the last line.</param>
    public void Write(ReadOnlySpan<byte> lines)
    {
        lock (gate)
        {
            if (content is null || suspensions > 0)
            {
                Send(lines);
                return;
            }

            var rows = content.RowsFor(size());
            if (!isDrawn && rows.Count == 0)
            {
                Send(lines);
                return;
            }

            frame.ResetWrittenCount();
            Add(Begin);
            Add(Erase);
            frame.Write(lines);
            AddRows(rows);
            Add(End);
            Send(frame.WrittenSpan);
        }
    }

    private void Draw()
    {
        if (content is null || suspensions > 0)
        {
            return;
        }

        var rows = content.RowsFor(size());
        if (rows.Count == 0)
        {
            TakeAway();
            return;
        }

        frame.ResetWrittenCount();
        Add("\r");
        AddRows(rows);
        Send(frame.WrittenSpan);
    }

    // Over what is there: a row that stays as it is does not flicker.
    private void AddRows(IReadOnlyList<string> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            Add(i == 0 ? "" : "\r\n");
            Add(rows[i]);
            Add(RestOfRow);
        }

        isDrawn = rows.Count > 0;
        if (isDrawn)
        {
            Add("\e[J\r");
            Add(rows.Count > 1 ? $"\e[{rows.Count - 1}A" : "");
        }
    }

    private void TakeAway()
    {
        if (isDrawn)
        {
            isDrawn = false;
            frame.ResetWrittenCount();
            Add(Erase);
            Send(frame.WrittenSpan);
        }
    }

    private void Add(string text) => Encoding.UTF8.GetBytes(text, frame);

    private void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException)
        {
            // Whoever read it is gone: a run is not given up for that, and there is nobody to tell.
        }
    }
}
