namespace ChaosToolkit.Controls.Events;

/// <summary>Writes each event as a line, with one call of the system.</summary>
/// <param name="stream">Where to.</param>
/// <param name="isOwned">Whether it is closed at the end.</param>
internal sealed class StreamEventSink(Stream stream, bool isOwned) : IEventSink
{
    private byte[] line = new byte[1024];

    /// <summary>Appends to a file; its folder is made where it is missing.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static StreamEventSink Append(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        return new(new FileStream(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 }), isOwned: true);
    }

    public void Add(ReadOnlySpan<byte> json)
    {
        if (line.Length < json.Length + 1)
        {
            line = new byte[2 * (json.Length + 1)];
        }

        json.CopyTo(line);
        line[json.Length] = (byte)'\n';
        stream.Write(line, 0, json.Length + 1);
    }

    public ValueTask DisposeAsync() => isOwned ? stream.DisposeAsync() : new(stream.FlushAsync());
}
