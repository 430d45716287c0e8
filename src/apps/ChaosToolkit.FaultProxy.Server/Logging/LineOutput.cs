namespace ChaosToolkit.Logging;

/// <summary>Standard output, written by a thread of its own: a connection does not wait for whoever reads the log.</summary>
internal sealed class LineOutput : IDisposable
{
    private const int Most = 8 * 1024 * 1024;
    private readonly object gate = new();
    private readonly Stream stream = Console.OpenStandardOutput();
    private readonly Thread writer;
    private MemoryStream pending = new();
    private MemoryStream spare = new();
    private bool ending;

    public LineOutput()
    {
        writer = new Thread(Run) { IsBackground = true, Name = "log" };
        writer.Start();
    }

    public void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            // Nobody reads it: lines are lost, connections are not.
            if (pending.Length + line.Length <= Most)
            {
                pending.Write(line);
                Monitor.Pulse(gate);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            ending = true;
            Monitor.Pulse(gate);
        }

        writer.Join(TimeSpan.FromSeconds(1));
        stream.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            MemoryStream full;
            lock (gate)
            {
                while (pending.Length == 0)
                {
                    if (ending)
                    {
                        return;
                    }

                    Monitor.Wait(gate);
                }

                (full, pending) = (pending, spare);
            }

            try
            {
                stream.Write(full.GetBuffer(), 0, (int)full.Length);
                stream.Flush();
            }
            catch (IOException)
            {
                // Whoever read it is gone.
            }

            full.SetLength(0);
            spare = full.Capacity > Most / 8 ? new MemoryStream() : full;
        }
    }
}
