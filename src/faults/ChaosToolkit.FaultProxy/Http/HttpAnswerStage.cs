using System.Text;
using ChaosToolkit.Links;

namespace ChaosToolkit.Http;

/// <summary>Reads answers from the upstream, and passes them on to the client with those that the proxy gives itself, in the order of the requests.</summary>
internal sealed class HttpAnswerStage(Link link, HttpConversation conversation) : HttpStage(link, conversation)
{
    private static readonly byte[] GoOn = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    protected override async Task ServeAsync()
    {
        while (true)
        {
            var first = Conversation.First;
            if (first is { NeedsContinue: true })
            {
                first.NeedsContinue = false;
                await SendAsync(GoOn).ConfigureAwait(false);
            }
            else if (first is { IsTunnel: true } || Conversation.IsTunnel)
            {
                Conversation.IsTunnel = true;
                await PassAllAsync().ConfigureAwait(false);
                return;
            }
            else if (first is { End: { } end })
            {
                Prepare(end);
                return;
            }
            else if (first is { Answer: { } answer })
            {
                var aside = PutAside(answer);
                if (!await PassAnswerAsync(first).ConfigureAwait(false))
                {
                    return;
                }

                if (first.ClosesAfter)
                {
                    await LingerAsync(first).ConfigureAwait(false);
                    return;
                }

                TakeUp(aside);
            }
            else if (!HasBytes)
            {
                if (await NextAsync(untilNudged: true).ConfigureAwait(false) is null && IsOver && Conversation.First is null or { IsForwarded: true })
                {
                    return;
                }
            }
            else if (first is null)
            {
                Conversation.IsTunnel = true; // nobody has asked: it is not HTTP, or the upstream says good-bye
            }
            else if (!await PassAnswerAsync(first).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    // A method of its own: what the condition captures would be made anew for every message.
    private async ValueTask LingerAsync(HttpExchange answered)
    {
        await UntilAsync(() => !answered.IsBodyComing).ConfigureAwait(false);
        Link.Lingers = true; // the client may still be sending
    }

    // False when nothing more is to be read.
    private async ValueTask<bool> PassAnswerAsync(HttpExchange exchange)
    {
        var (bytes, isWhole) = await ReadHeadAsync(isRequest: false).ConfigureAwait(false);
        if (!isWhole || HttpHead.Answer(bytes) is not { } head || HttpBodies.OfAnswer(head, exchange.Method) is not { } body)
        {
            Conversation.IsTunnel = true;
            Conversation.Tell(exchange);
            await SendAsync(bytes).ConfigureAwait(false);
            await PassAllAsync().ConfigureAwait(false);
            return false;
        }

        if (head.Status is >= 100 and < 200 and not 101)
        {
            await SendAsync(bytes).ConfigureAwait(false);
            return true;
        }

        var was = head.Status;
        if (exchange.ClosesAfter)
        {
            head.Set("Connection", "close");
        }

        var message = new HttpMessage(this, head, exchange.Method);
        await message.ApplyAsync(exchange.Faults).ConfigureAwait(false);
        if (message.End is { After: 0 } end)
        {
            Prepare(end);
            return false;
        }

        if (head.Status == was && (was == 101 || (exchange.Method == "CONNECT" && was is >= 200 and < 300)))
        {
            Conversation.IsTunnel = true;
            Conversation.Tell(exchange);
            await SendAsync(head.ToBytes()).ConfigureAwait(false);
            await PassAllAsync().ConfigureAwait(false);
            return false;
        }

        var goesOn = await SendAsync(message, body, was).ConfigureAwait(false);
        if (message.End is { } later)
        {
            Prepare(later);
            return false;
        }

        if (!goesOn || was == 101)
        {
            return false;
        }

        Conversation.Complete(exchange);
        return true;
    }

    private async ValueTask<bool> SendAsync(HttpMessage message, HttpBody body, int was)
    {
        var most = message.End?.After ?? long.MaxValue;
        var head = message.Head;
        var has = HttpBodies.MayHaveOne(head.Status, message.Method);
        if (has && message.BodyChanges.Count > 0)
        {
            return await SendChangedAsync(message, body, most).ConfigureAwait(false);
        }

        if (has && !HttpBodies.MayHaveOne(was, message.Method))
        {
            head.SetLength(0); // it had none, and with this status the client would wait for one
        }
        else if (!has && message.Method != "HEAD" && head.Status != was)
        {
            head.Remove("Content-Length");
            head.Remove("Transfer-Encoding");
            await SendAsync(head.ToBytes()).ConfigureAwait(false);
            return await DiscardAsync(body).ConfigureAwait(false);
        }

        return await PassAsync(head, body, most).ConfigureAwait(false);
    }
}
