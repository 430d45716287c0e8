using ChaosToolkit.Chances;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>What the two links of a connection know together: the requests that are not answered yet, in their order.</summary>
internal sealed class HttpConversation(ProxyConnection connection)
{
    private const int Most = 1000;
    private readonly Lock gate = new();
    private readonly Queue<HttpExchange> open = new();
    private volatile bool isTunnel;

    public HttpRequestStage? Requests { get; set; }

    public HttpAnswerStage? Answers { get; set; }

    /// <summary>Whether it is no HTTP any more: all bytes pass as they are.</summary>
    public bool IsTunnel
    {
        get => isTunnel;
        set
        {
            isTunnel = value;
            Requests?.Nudge();
        }
    }

    /// <summary>Whether so many requests wait for their answers that no more are read: the client does not take answers.</summary>
    public bool IsFull
    {
        get
        {
            lock (gate)
            {
                return open.Count >= Most;
            }
        }
    }

    /// <summary>The request whose answer is next.</summary>
    public HttpExchange? First
    {
        get
        {
            lock (gate)
            {
                return open.TryPeek(out var first) ? first : null;
            }
        }
    }

    /// <summary>Adds a request, before the upstream gets it.</summary>
    public void Add(HttpExchange exchange)
    {
        lock (gate)
        {
            open.Enqueue(exchange);
        }

        if (!exchange.IsForwarded || exchange.NeedsContinue)
        {
            Answers?.Nudge();
        }
    }

    /// <summary>The first one has its answer.</summary>
    public void Complete(HttpExchange exchange)
    {
        bool wasFull;
        lock (gate)
        {
            wasFull = open.Count == Most;
            open.Dequeue();
        }

        Tell(exchange);
        if (wasFull)
        {
            Requests?.Nudge();
        }
    }

    /// <summary>The body of a request that the proxy answers itself has been read.</summary>
    public void BodyIsOver(HttpExchange exchange)
    {
        exchange.IsBodyComing = false;
        Answers?.Nudge();
    }

    /// <summary>What the answer means to a connection that may speak something else now is known.</summary>
    public void Tell(HttpExchange exchange)
    {
        exchange.IsAnswered = true;
        if (exchange.MaySwitch)
        {
            Requests?.Nudge();
        }
    }

    public bool IsPlaced(PlacedToxic placed) => connection.Toxics.Contains(placed);

    /// <summary>Draws the toxics of a request and of its answer; the same seed draws the same for the same request of the same connection.</summary>
    public IReadOnlyList<HttpFault> Draw(HttpHead request, ToxicStream stream, ulong seed, ulong number, long now)
    {
        List<HttpFault>? drawn = null;
        foreach (var placed in connection.Toxics)
        {
            if (placed.Stream == stream && placed.Toxic is HttpToxic toxic && toxic.Matches(request) && placed.At(now).IsOn && placed.Includes(connection.ClientAddress))
            {
                var chance = new Chance(Chance.Derive(Chance.Derive(seed, placed.Number), number));
                if (chance.NextDouble() < toxic.Toxicity)
                {
                    (drawn ??= []).Add(new HttpFault(placed, chance));
                }
            }
        }

        return drawn ?? (IReadOnlyList<HttpFault>)[];
    }
}
