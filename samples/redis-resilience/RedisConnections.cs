using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Catalog;

/// <summary>Speaks to Redis: one command a connection at a time; a connection on which something went wrong is not used again.</summary>
/// <param name="address">Where Redis is, as <c>host:port</c>.</param>
public sealed class RedisConnections(string address) : IDisposable
{
    private readonly ConcurrentBag<Connection> idle = [];

    /// <summary>Sends a command and gives its answer as text.</summary>
    /// <returns><see langword="null"/> where there is no value.</returns>
    /// <exception cref="IOException">The connection broke, or Redis answered with an error.</exception>
    /// <exception cref="SocketException">There is no connection.</exception>
    public async ValueTask<string?> SendAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var connection = idle.TryTake(out var kept) ? kept : await Connection.OpenAsync(address, cancellationToken);
        try
        {
            var answer = await connection.SendAsync(command, cancellationToken);
            idle.Add(connection);
            return answer;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private sealed class Connection(TcpClient client) : IDisposable
    {
        private readonly NetworkStream stream = client.GetStream();
        private readonly StreamReader reader = new(client.GetStream(), Encoding.UTF8);

        public static async Task<Connection> OpenAsync(string address, CancellationToken cancellationToken)
        {
            var client = new TcpClient { NoDelay = true };
            try
            {
                var colon = address.LastIndexOf(':');
                await client.ConnectAsync(address[..colon], int.Parse(address[(colon + 1)..], CultureInfo.InvariantCulture), cancellationToken);
                return new Connection(client);
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }

        public async Task<string?> SendAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
        {
            var text = $"*{command.Count}\r\n" + string.Concat(command.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            var line = await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("Redis closed the connection.");
            return line[0] switch
            {
                '-' => throw new IOException($"Redis answered: {line[1..]}"),
                '$' when line == "$-1" => null,
                '$' => await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("Redis closed the connection."), // our values have no line ends
                _ => line[1..],
            };
        }

        public void Dispose()
        {
            reader.Dispose();
            client.Dispose();
        }
    }
}
