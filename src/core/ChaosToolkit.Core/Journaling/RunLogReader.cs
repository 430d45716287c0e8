using System.Text;
using System.Text.Json;

namespace ChaosToolkit.Journaling;

/// <summary>What was read of a run log.</summary>
/// <param name="Events">The events, as far as the log is whole.</param>
/// <param name="Hashes">The hash of each.</param>
/// <param name="Length">How many bytes of the file they take.</param>
/// <param name="Discarded">How many bytes follow that are no whole event: what a killed writer left.</param>
/// <param name="Damage">What is wrong with the log beyond that; <see langword="null"/> when nothing is.</param>
/// <param name="HasMore">Whether good lines follow the damage, which no crash leaves: somebody changed the log, or a newer version wrote it.</param>
public sealed record RunLogContent(
    IReadOnlyList<RunLogEvent> Events, IReadOnlyList<string> Hashes, long Length, long Discarded, string? Damage, bool HasMore = false)
{
    /// <summary>The number of the last event; 0 without one.</summary>
    public long LastNumber => Events.Count;

    /// <summary>The hash of the last event.</summary>
    public string LastHash => Hashes.Count == 0 ? RunLogLine.NoHash : Hashes[^1];
}

/// <summary>Reads run logs, cut at any byte, up to their last whole event.</summary>
public static class RunLogReader
{
    /// <summary>Reads a log.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RunLogContent Read(string path)
    {
        using var file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        return Read(file);
    }

    /// <summary>Reads a log from a stream.</summary>
    public static RunLogContent Read(Stream stream)
    {
        var reader = new Lines(stream);
        List<RunLogEvent> events = [];
        List<string> hashes = [];
        var length = 0L;
        while (reader.Next() is { } line)
        {
            if (ReasonAgainst(line.Span, events.Count, hashes, out var moment, out var hash) is { } reason)
            {
                return OfBroken(reader, line, events, hashes, length, reason);
            }

            events.Add(moment!); // there is no reason against it
            hashes.Add(hash);
            length += line.Length + 1;
        }

        return new RunLogContent(events, hashes, length, reader.Remainder, null);
    }

    // A line that is wrong at the very end is what a crash of the machine leaves of blocks that never came to the disk. With good lines from there on somebody changed it.
    private static RunLogContent OfBroken(Lines reader, Memory<byte> broken, List<RunLogEvent> events, List<string> hashes, long length, string reason)
    {
        var hasMore = false;
        var discarded = 0L;
        for (Memory<byte>? line = broken; line is { } bytes; line = reader.Next())
        {
            discarded += bytes.Length + 1;
            hasMore |= RunLogLine.TryRead(bytes.Span, out _, out _, out _, out _);
        }

        return new RunLogContent(events, hashes, length, discarded + reader.Remainder, $"Line {events.Count + 1} {reason}.", hasMore);
    }

    private static string? ReasonAgainst(Span<byte> line, int count, List<string> hashes, out RunLogEvent? moment, out string hash)
    {
        (moment, hash) = (null, "");
        if (!RunLogLine.TryRead(line, out var own, out var previous, out var number, out var start))
        {
            return "was changed: its hash is not that of what stands in it";
        }

        hash = Encoding.ASCII.GetString(own);
        if (number != count + 1 || !Ascii.Equals(previous, count == 0 ? RunLogLine.NoHash : hashes[^1]))
        {
            return "does not follow the line before: something was removed or put in";
        }

        try
        {
            moment = RunLogLine.EventOf(line, start);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return $"holds no event that this version knows ({exception.Message})";
        }
    }

    /// <summary>The whole lines of a stream.</summary>
    private sealed class Lines(Stream stream)
    {
        private byte[] bytes = new byte[64 * 1024];
        private int start, end;

        /// <summary>What is left behind the last whole line, in bytes.</summary>
        public int Remainder => end - start;

        /// <summary>The next line without its end, good until the one after it is asked for.</summary>
        public Memory<byte>? Next()
        {
            var looked = start;
            while (true)
            {
                var at = bytes.AsSpan(looked, end - looked).IndexOf((byte)'\n');
                if (at >= 0)
                {
                    var line = bytes.AsMemory(start, looked + at - start);
                    start = looked + at + 1;
                    return line;
                }

                looked = end;
                if (end == bytes.Length)
                {
                    var target = start > bytes.Length / 2 ? bytes : new byte[bytes.Length * 2];
                    bytes.AsSpan(start, end - start).CopyTo(target);
                    (bytes, looked, end, start) = (target, looked - start, end - start, 0);
                }

                var count = stream.Read(bytes, end, bytes.Length - end);
                if (count == 0)
                {
                    return null;
                }

                end += count;
            }
        }
    }
}
