using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChaosToolkit.Datagrams;

/// <summary>A socket of datagrams for tests: what does not come in time fails the test.</summary>
internal sealed class DatagramSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] buffer = new byte[65536];

    public DatagramSocket() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Address => socket.LocalEndPoint!.ToString()!; // bound

    /// <summary>Who sent what was last received.</summary>
    public EndPoint From { get; private set; } = new IPEndPoint(IPAddress.Any, 0);

    public Task SendAsync(string text, string address) => SendAsync(text, IPEndPoint.Parse(address));

    public Task SendAsync(string text, EndPoint address) => SendAsync(Encoding.Latin1.GetBytes(text), address);

    public async Task SendAsync(byte[] bytes, EndPoint address) => await socket.SendToAsync(bytes, SocketFlags.None, address).WaitAsync(Patience);

    public async Task<byte[]> ReceiveBytesAsync()
    {
        var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0)).WaitAsync(Patience);
        From = received.RemoteEndPoint;
        return buffer[..received.ReceivedBytes];
    }

    public async Task<string> ReceiveAsync() => Encoding.Latin1.GetString(await ReceiveBytesAsync());

    public async Task<IReadOnlyList<string>> ReceiveAsync(int count)
    {
        List<string> texts = [];
        for (var i = 0; i < count; i++)
        {
            texts.Add(await ReceiveAsync());
        }

        return texts;
    }

    public void Dispose() => socket.Dispose();
}
