using System.Text.Json.Nodes;

namespace ChaosToolkit.Events;

/// <summary>A client of <c>GET /events</c>.</summary>
internal sealed class EventClient(HttpClient http, HttpResponseMessage response, StreamReader lines) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public HttpResponseMessage Response => response;

    public string? LastId { get; private set; }

    public static async Task<EventClient> OpenAsync(Uri address, string query = "", string? lastId = null)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/events" + query, UriKind.Relative));
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("retry: 1000", await lines.ReadLineAsync().WaitAsync(Patience));
        Assert.Equal("", await lines.ReadLineAsync().WaitAsync(Patience));
        return new EventClient(http, response, lines);
    }

    public async Task<string?> LineAsync() => await lines.ReadLineAsync().WaitAsync(Patience);

    /// <summary>The next event; its type must be that of its data.</summary>
    public async Task<JsonNode> NextAsync()
    {
        var line = await LineAsync();
        if (line?.StartsWith("id: ", StringComparison.Ordinal) is true)
        {
            LastId = line[4..];
            line = await LineAsync();
        }

        Assert.StartsWith("event: ", line, StringComparison.Ordinal);
        var data = await LineAsync();
        Assert.StartsWith("data: ", data, StringComparison.Ordinal);
        Assert.Equal("", await LineAsync());
        var json = JsonNode.Parse(data![6..])!; // it starts so
        Assert.Equal(line![7..], json["type"]!.GetValue<string>());
        return json;
    }

    /// <summary>The next events as <c>type proxy</c>.</summary>
    public async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        List<string> found = [];
        for (var i = 0; i < count; i++)
        {
            var one = await NextAsync();
            found.Add($"{one["type"]} {one["proxy"]}");
        }

        return found;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
        http.Dispose();
    }
}
