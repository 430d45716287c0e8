using System.Globalization;
using System.Text;
using System.Text.Json;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Events;

/// <summary>What happens to the proxies of a server, in its order, for whoever reads it; the last of it is kept for those who come back.</summary>
internal sealed class EventFeed(TimeProvider time) : IDisposable
{
    /// <summary>How many events are kept; those of connections are not.</summary>
    public const int Kept = 1024;

    // Bodies of toxics may be large.
    private const long KeptBytes = 8 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<(long Id, string Proxy, ReadOnlyMemory<byte> Frame)> kept = new(Kept);

    // An id of another server, or of this one before it was started anew, is told from ours.
    private readonly string epoch = time.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture);
    private List<EventReader> readers = [];
    private long last;
    private long keptBytes;
    private bool isEnded;
    private volatile int connectionReaders;

    /// <summary>Whether somebody reads what happens to connections.</summary>
    public bool WantsConnections => connectionReaders > 0;

    /// <summary>Publishes an event. It never waits: who cannot keep up is dropped.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="proxy">The name of the proxy.</param>
    /// <param name="at">When it was.</param>
    /// <param name="isConnection">Whether it is of a connection: such are not kept and have no id.</param>
    /// <param name="write">Writes what else it says.</param>
    public void Publish(string type, string proxy, DateTimeOffset at, bool isConnection, Action<Utf8JsonWriter> write)
    {
        lock (gate)
        {
            if (isEnded)
            {
                return;
            }

            var id = isConnection ? last : ++last;
            var frame = Frame(isConnection ? null : id, type, json =>
            {
                json.WriteString("time", at);
                json.WriteString("type", type);
                json.WriteString("proxy", proxy);
                write(json);
            });
            if (!isConnection)
            {
                kept.Enqueue((id, proxy, frame));
                keptBytes += frame.Length;
                while (kept.Count > Kept || (keptBytes > KeptBytes && kept.Count > 1))
                {
                    keptBytes -= kept.Dequeue().Frame.Length;
                }
            }

            foreach (var reader in readers)
            {
                if (reader.Wants(proxy, isConnection) && !reader.Offer(frame))
                {
                    reader.Drop();
                }
            }
        }
    }

    /// <summary>Begins to read: what comes from now on, before it what came after <paramref name="lastId"/>.</summary>
    /// <param name="lastId">The id of the last event that was read before; <see langword="null"/> for none.</param>
    /// <param name="proxies">The proxies; none for all.</param>
    /// <param name="connections">Whether of connections too.</param>
    public EventReader Open(string? lastId, IReadOnlyCollection<string> proxies, bool connections)
    {
        lock (gate)
        {
            var reader = new EventReader(this, proxies, connections);
            if (!string.IsNullOrEmpty(lastId))
            {
                Replay(reader, lastId);
            }

            if (isEnded)
            {
                reader.End();
                return reader;
            }

            readers = [.. readers, reader];
            connectionReaders += connections ? 1 : 0;
            return reader;
        }
    }

    public void Close(EventReader reader)
    {
        lock (gate)
        {
            if (readers.Contains(reader))
            {
                readers = [.. readers.Where(one => one != reader)];
                connectionReaders -= reader.Connections ? 1 : 0;
            }
        }
    }

    /// <summary>Ends all that read: the server ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnded = true;
            readers.ForEach(static reader => reader.End());
        }
    }

    private void Replay(EventReader reader, string lastId)
    {
        var number = lastId.Split('-') is [var its, var text] && its == epoch && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1;
        var first = kept.TryPeek(out var oldest) ? oldest.Id : last + 1;
        if (number < first - 1 || number > last)
        {
            reader.Offer(Frame(null, "gap", static json => json.WriteString("type", "gap")));
            number = -1;
        }

        foreach (var (id, proxy, frame) in kept)
        {
            if (id > number && reader.Wants(proxy, isConnection: false))
            {
                reader.Offer(frame);
            }
        }
    }

    private byte[] Frame(long? id, string type, Action<Utf8JsonWriter> write)
    {
        var data = ProxyJson.Text(json =>
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        });
        var head = $"{(id is null ? "" : $"id: {epoch}-{id}\n")}event: {type}\ndata: ";
        return [.. Encoding.UTF8.GetBytes(head), .. data.Span, .. "\n\n"u8];
    }
}
