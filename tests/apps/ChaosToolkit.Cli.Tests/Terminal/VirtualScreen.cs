using System.Globalization;
using System.Text;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>A terminal in memory that knows the few sequences which are used, and refuses others. What scrolls out stays in <see cref="Rows"/>.</summary>
internal sealed class VirtualScreen(int width, int height = 1000) : Stream
{
    private readonly List<char[]> rows = [NewRow(width)];
    private readonly MemoryStream received = new();
    private int row;
    private int column;

    /// <summary>All rows, as text without the blanks at their end; empty ones at the end left out.</summary>
    public IReadOnlyList<string> Rows
    {
        get
        {
            var texts = rows.Select(cells => new string(cells).TrimEnd()).ToList();
            return [.. texts.Take(texts.FindLastIndex(text => text.Length > 0) + 1)];
        }
    }

    /// <summary>The column of the cursor, from 0.</summary>
    public int Column => column;

    /// <summary>The row of the cursor, from 0.</summary>
    public int Row => row;

    /// <summary>All that came, as it came.</summary>
    public string Received => Encoding.UTF8.GetString(received.ToArray());

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => received.Length;

    public override long Position { get => received.Position; set => throw new NotSupportedException(); }

    /// <summary>What a screen shows that received this.</summary>
    public static VirtualScreen Of(string received, int width)
    {
        var screen = new VirtualScreen(width);
        screen.Write(Encoding.UTF8.GetBytes(received));
        return screen;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        received.Write(buffer);
        var text = Encoding.UTF8.GetString(buffer);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\r':
                    column = 0;
                    break;
                case '\n':
                    (row, column) = (row + 1, 0); // the terminal's driver adds the carriage return
                    Reach();
                    break;
                case '\e':
                    i = Take(text, i);
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static char[] NewRow(int width) => [.. Enumerable.Repeat(' ', width)];

    private int Take(string text, int start)
    {
        var end = start + 2;
        while (!char.IsLetter(text[end]))
        {
            end++;
        }

        var argument = text[(start + 2)..end];
        switch (text[start + 1], text[end], argument)
        {
            case ('[', 'm', _) or ('[', 'h' or 'l', "?2026"):
                break;
            case ('[', 'K', ""):
                Array.Fill(rows[row], ' ', column, width - column);
                break;
            case ('[', 'J', ""):
                Array.Fill(rows[row], ' ', column, width - column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            case ('[', 'A', _):
                var top = Math.Max(0, rows.Count - height); // what has scrolled out cannot be reached
                row = Math.Max(top, row - int.Parse(argument, CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"The screen does not know the sequence ESC{text[(start + 1)..(end + 1)]}.");
        }

        return end;
    }

    private void Put(char c)
    {
        if (column == width)
        {
            (row, column) = (row + 1, 0);
            Reach();
        }

        rows[row][column++] = c;
    }

    private void Reach()
    {
        if (row == rows.Count)
        {
            rows.Add(NewRow(width));
        }
    }
}
