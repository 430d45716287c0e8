using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChaosToolkit.Core.Tests.Providers.Http;

/// <summary>A server on a free port of loopback that answers with the bytes it is told, one connection after the other; each is closed when its conversation ends.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task serving;

    public RawServer(Func<Socket, Task> converse)
    {
        listener.Start();
        serving = ServeAsync(converse);
    }

    /// <summary>A whole answer that says "ok".</summary>
    public static byte[] Ok { get; } = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    /// <summary>Takes a request and sends answers to it.</summary>
    public static async Task AnswerAsync(Socket client, params byte[][] answers)
    {
        await client.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
        foreach (var answer in answers)
        {
            await client.SendAsync(answer, TestContext.Current.CancellationToken);
        }
    }

    public static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        try
        {
            await serving;
        }
        catch (OperationCanceledException)
        {
            // nobody else came
        }

        listener.Dispose();
        end.Dispose();
    }

    private async Task ServeAsync(Func<Socket, Task> converse)
    {
        while (true)
        {
            using var client = await listener.AcceptSocketAsync(end.Token);
            await converse(client);
        }
    }
}
