using ChaosToolkit.Links;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>Reads requests from the client, and passes them on to the upstream, or not.</summary>
internal sealed class HttpRequestStage(Link link, HttpConversation conversation) : HttpStage(link, conversation)
{
    private ulong requests;

    protected override async Task ServeAsync()
    {
        while (!Conversation.IsTunnel)
        {
            while (Conversation.IsFull && !Conversation.IsTunnel && !IsInterrupted)
            {
                await DelayUntilAsync(FaultClock.Never).ConfigureAwait(false);
            }

            var (bytes, isWhole) = await ReadHeadAsync(isRequest: true).ConfigureAwait(false);
            if (!isWhole || Conversation.IsTunnel || HttpHead.Request(bytes) is not { } head || HttpBodies.OfRequest(head) is not { } body)
            {
                if (bytes.Length > 0)
                {
                    Conversation.Add(new HttpExchange("", []) { IsTunnel = true });
                }

                await SendAsync(bytes).ConfigureAwait(false);
                break;
            }

            if (!await ServeAsync(head, body).ConfigureAwait(false))
            {
                return;
            }
        }

        await PassAllAsync().ConfigureAwait(false);
    }

    // False when nothing more is to be read.
    private async ValueTask<bool> ServeAsync(HttpHead head, HttpBody body)
    {
        var (seed, number, now) = (Link.Seed, requests++, Link.Clock.Now);
        var asksFirst = head.Has("Expect", "100-continue");
        var keepsAlive = head.KeepsAlive;
        var exchange = new HttpExchange(head.Method, Conversation.Draw(head, ToxicStream.Downstream, seed, number, now))
        {
            MaySwitch = head.Method == "CONNECT" || head.Get("Upgrade") is not null,
        };
        var message = new HttpMessage(this, head, head.Method);
        await message.ApplyAsync(Conversation.Draw(head, ToxicStream.Upstream, seed, number, now)).ConfigureAwait(false);
        if (message.Answer is not null || message.End is { After: 0 })
        {
            exchange.Answer = message.Answer;
            exchange.End = message.End;
            exchange.ClosesAfter = asksFirst || !keepsAlive;
            exchange.IsBodyComing = !asksFirst && !body.IsDone;
            Conversation.Add(exchange);
            if (message.End is null && !exchange.ClosesAfter)
            {
                return await DiscardAsync(body).ConfigureAwait(false);
            }

            if (message.End is null && !asksFirst)
            {
                _ = await DiscardAsync(body).ConfigureAwait(false); // a client that still sends it must not be cut off
                Conversation.BodyIsOver(exchange);
            }

            await DiscardAllAsync().ConfigureAwait(false); // until the link of answers has ended the connection
            return false;
        }

        if (NeedsPlainAnswer(exchange))
        {
            head.Remove("Accept-Encoding");
        }

        var ends = message.End;
        var changes = message.BodyChanges.Count > 0 && body.Framing != HttpFraming.None;
        if (changes && asksFirst)
        {
            exchange.NeedsContinue = true; // the body is needed before the head can go on
            head.Remove("Expect");
        }

        Conversation.Add(exchange);
        var goesOn = changes
            ? await SendChangedAsync(message, body, ends?.After ?? long.MaxValue).ConfigureAwait(false)
            : await PassAsync(head, body, ends?.After ?? long.MaxValue).ConfigureAwait(false);
        if (ends is not null && !IsOver)
        {
            Prepare(ends);
            return false;
        }

        if (goesOn && exchange.MaySwitch)
        {
            await SwitchedAsync(exchange).ConfigureAwait(false);
        }

        return goesOn;
    }

    // Waits for an answer that may change what is spoken; then either the loop goes on, or ends in passing all.
    private ValueTask SwitchedAsync(HttpExchange exchange) => UntilAsync(() => exchange.IsAnswered || Conversation.IsTunnel);

    // A text is not found in what is compressed.
    private static bool NeedsPlainAnswer(HttpExchange exchange)
    {
        foreach (var fault in exchange.Faults)
        {
            if (fault.Placed.Toxic is HttpBodyToxic { Find: not null })
            {
                return true;
            }
        }

        return false;
    }
}
