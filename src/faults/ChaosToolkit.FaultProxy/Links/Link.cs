using ChaosToolkit.Chances;
using ChaosToolkit.Http;
using ChaosToolkit.Proxies;
using ChaosToolkit.Sockets;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Links;

/// <summary>One direction of a connection: reader, the stages of its toxics in their order, writer.</summary>
internal sealed class Link
{
    private readonly Peer destination;
    private readonly List<Stage> stages = [];

    public Link(ProxyConnection connection, ToxicStream stream, Peer source, Peer destination, FaultClock clock, ulong seed)
    {
        this.destination = destination;
        Connection = connection;
        Stream = stream;
        Clock = clock;
        Seed = Chance.Derive(seed, (ulong)stream);
        Writer = new LinkWriter(this, destination);
        Reader = new LinkReader(this, source, Writer) { Next = Writer };
        Writer.Previous = Reader;
    }

    public ProxyConnection Connection { get; }

    public ToxicStream Stream { get; }

    public FaultClock Clock { get; }

    public ulong Seed { get; }

    public LinkReader Reader { get; }

    public LinkWriter Writer { get; }

    /// <summary>The part that understands HTTP, where the proxy speaks it.</summary>
    public HttpStage? Http { get; private set; }

    /// <summary>Guards the state of all parts.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Whether the connection is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether a toxic has ended the stream, and not its source.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether the destination is told the end, and has some time to end its own stream before it is closed: with bytes unread it would be reset.</summary>
    public bool Lingers { get; set; }

    /// <summary>Begins to read.</summary>
    public void Start() => _ = Reader.RunAsync(); // ends with the source's socket, which the connection closes

    /// <summary>Has the link understand HTTP; before it has toxics.</summary>
    public void Understand(HttpStage stage)
    {
        Http = stage;
        (stage.Previous, stage.Next) = (Reader, Writer);
        Reader.Next = Writer.Previous = stage;
        Writer.Start();
        _ = Writer.RunAsync(); // ends with the stream
        _ = stage.RunAsync(); // likewise
    }

    /// <summary>Puts a toxic behind the last one, which starts over.</summary>
    public void Add(PlacedToxic placed, ToxicChange? change)
    {
        var stage = new Stage(this, placed);
        LinkNode? former;
        bool startsWriter;
        lock (Gate)
        {
            if (IsOver)
            {
                return;
            }

            former = Writer.Previous is Stage last && change is not null ? last.Change(change, remove: false) : null;
            stage.Previous = Writer.Previous;
            stage.Next = Writer;
            Writer.Previous!.Next = stage; // the reader is always before it
            Writer.Previous = stage;
            stages.Add(stage);
            startsWriter = Writer.Start();
        }

        if (startsWriter)
        {
            _ = Writer.RunAsync(); // ends with the stream
        }

        _ = stage.RunAsync(); // likewise, or when it is taken away
        former?.Continue(inline: true);
    }

    /// <summary>Has a toxic start over with its new attributes.</summary>
    public void Update(PlacedToxic placed, ToxicChange change)
    {
        LinkNode? woken;
        lock (Gate)
        {
            woken = Find(placed)?.Change(change, remove: false);
        }

        woken?.Continue(inline: true);
    }

    /// <summary>Takes a toxic away; the one before it starts over.</summary>
    public void Remove(PlacedToxic placed, ToxicChange change)
    {
        LinkNode? woken, former;
        lock (Gate)
        {
            if (Find(placed) is not { } stage)
            {
                return;
            }

            stages.Remove(stage);
            former = stage.Previous is Stage previous ? previous.Change(change, remove: false) : null;
            woken = stage.Change(change, remove: true);
        }

        // First the one behind: what the one in front lets go comes after what this one held.
        woken?.Continue(inline: true);
        former?.Continue(inline: true);
    }

    /// <summary>Called by the reader when nothing more comes.</summary>
    public void ReaderEnded()
    {
        LinkNode? consumer;
        var endsHere = false;
        lock (Gate)
        {
            var next = Reader.Next!; // the writer at least
            consumer = next.EndInput();
            endsHere = next == Writer && Writer.Start();
        }

        if (endsHere)
        {
            Writer.End();
        }

        consumer?.Continue(inline: true);
    }

    /// <summary>Called by the writer when the stream is over.</summary>
    public void CloseDestination() => Connection.Ended(this, destination);

    /// <summary>Stops everything: the connection is over.</summary>
    public void Kill()
    {
        List<LinkNode> woken = [];
        lock (Gate)
        {
            IsOver = true;
            for (LinkNode? node = Reader.Next; node is not null; node = node.Next)
            {
                Collect(node.CloseInput());
                Collect(node.Interrupt());
            }
        }

        foreach (var node in woken)
        {
            node.Continue(inline: false);
        }

        void Collect(LinkNode? node)
        {
            if (node is not null && !woken.Contains(node))
            {
                woken.Add(node);
            }
        }
    }

    private Stage? Find(PlacedToxic placed)
    {
        foreach (var stage in stages)
        {
            if (stage.Placed == placed)
            {
                return stage;
            }
        }

        return null;
    }
}
