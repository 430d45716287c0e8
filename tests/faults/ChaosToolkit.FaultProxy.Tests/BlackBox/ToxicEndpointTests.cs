namespace ChaosToolkit.BlackBox;

public sealed class ToxicEndpointTests(ServerUnderTest server) : IClassFixture<ServerUnderTest>
{
    private readonly ProxyApi api = server.Api;

    [Theory]
    [InlineData("latency", """{"latency":0,"jitter":0}""")]
    [InlineData("bandwidth", """{"rate":0}""")]
    [InlineData("slow_close", """{"delay":0}""")]
    [InlineData("timeout", """{"timeout":0}""")]
    [InlineData("reset_peer", """{"timeout":0}""")]
    [InlineData("slicer", """{"average_size":0,"size_variation":0,"delay":0}""")]
    [InlineData("limit_data", """{"bytes":0}""")]
    [InlineData("noop", "{}")]
    public async Task Every_type_has_its_attributes(string type, string attributes)
    {
        await using var proxy = await api.CreateAsync("a:1");
        var reply = await api.ExpectAsync(200, "POST", $"/proxies/{proxy.Name}/toxics", $$"""{"type":"{{type}}"}""");
        Assert.Equal($$"""{"attributes":{{attributes}},"name":"{{type}}_downstream","type":"{{type}}","stream":"downstream","toxicity":1}""", reply.Body);
        Assert.Equal(reply.Body, (await api.ExpectAsync(200, "GET", $"/proxies/{proxy.Name}/toxics/{type}_downstream")).Body);
        Assert.Equal($"[{reply.Body}]", (await api.ExpectAsync(200, "GET", $"/proxies/{proxy.Name}/toxics")).Body);
    }

    [Theory]
    [InlineData("""{"type":"latency","stream":""}""", 400, "stream was invalid, can be either upstream or downstream")]
    [InlineData("""{"type":"latency","stream":"1"}""", 400, "stream was invalid, can be either upstream or downstream")]
    [InlineData("""{"type":"what"}""", 400, "invalid toxic type")]
    [InlineData("""{"type":"what","stream":"x"}""", 400, "stream was invalid, can be either upstream or downstream")]
    [InlineData("""{"type":"noop","name":"there"}""", 409, "toxic already exists")]
    [InlineData("""{"type":"noop","name":"there","stream":"upstream"}""", 409, "toxic already exists")]
    public async Task Says_what_is_wrong(string body, int status, string error)
    {
        await using var proxy = await api.CreateAsync("a:1");
        await proxy.AddAsync("noop", more: ""","name":"there" """);
        var reply = await api.ExpectAsync(status, "POST", $"/proxies/{proxy.Name}/toxics", body);
        Assert.Equal(error, reply.Json["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("\"100\"")]
    [InlineData("[1]")]
    [InlineData("99999999999999999999")]
    public async Task Attributes_are_whole_numbers(string value)
    {
        await using var proxy = await api.CreateAsync("a:1");
        var reply = await api.ExpectAsync(400, "POST", $"/proxies/{proxy.Name}/toxics", $$"""{"type":"latency","attributes":{"latency":{{value}} } }""");
        Assert.StartsWith("bad request body: ", reply.Json["error"]!.GetValue<string>());
        await api.ExpectAsync(404, "GET", $"/proxies/{proxy.Name}/toxics/latency_downstream");
    }

    [Fact]
    public async Task Lists_upstream_toxics_first_and_keeps_how_the_stream_was_written()
    {
        await using var proxy = await api.CreateAsync("a:1");
        await proxy.AddAsync("latency", stream: "Downstream");
        await proxy.AddAsync("noop", stream: "UPSTREAM");
        await proxy.AddAsync("bandwidth", "\"RATE\":7");
        var reply = await api.ExpectAsync(200, "GET", $"/proxies/{proxy.Name}/toxics");
        Assert.Equal(["noop_UPSTREAM", "latency_Downstream", "bandwidth_downstream"], reply.Json.AsArray().Select(toxic => toxic!["name"]!.GetValue<string>()));
        Assert.Equal(7, reply.Json[2]!["attributes"]!["rate"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_update_merges_attributes_and_ignores_the_rest()
    {
        await using var proxy = await api.CreateAsync("a:1");
        await proxy.AddAsync("latency", "\"latency\":100,\"jitter\":5", more: ""","toxicity":0.2""");
        var reply = await proxy.UpdateAsync("latency_downstream", """{"name":"x","type":"noop","stream":"upstream","attributes":{"jitter":7}}""");
        Assert.Equal("""{"attributes":{"latency":100,"jitter":7},"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":0.2}""", reply.Body);
        reply = await api.ExpectAsync(200, "PATCH", $"/proxies/{proxy.Name}/toxics/latency_downstream", """{"toxicity":1.5}""");
        Assert.Equal(1.5, reply.Json["toxicity"]!.GetValue<double>());
        await api.ExpectAsync(404, "POST", $"/proxies/{proxy.Name}/toxics/nobody", "{}");
        await api.ExpectAsync(400, "POST", $"/proxies/{proxy.Name}/toxics/latency_downstream", "");
        await proxy.RemoveAsync("latency_downstream");
        await api.ExpectAsync(404, "DELETE", $"/proxies/{proxy.Name}/toxics/latency_downstream");
    }

    [Theory]
    [InlineData("bandwidth", "\"rate\":-1")]
    [InlineData("latency", "\"jitter\":9223372036854775807")]
    [InlineData("slicer", "\"average_size\":-5")]
    [InlineData("slicer", "\"average_size\":5,\"size_variation\":6")]
    [InlineData("limit_data", "\"bytes\":-1")]
    public async Task Ours_refuses_what_is_out_of_range_and_keeps_what_was(string type, string attributes)
    {
        server.NeedsOurs("Toxiproxy dies of some of these.");
        await using var proxy = await api.CreateAsync("a:1");
        var reply = await api.ExpectAsync(400, "POST", $"/proxies/{proxy.Name}/toxics", $$"""{"type":"{{type}}","attributes":{ {{attributes}} } }""");
        Assert.Contains("must be between 0 and", reply.Json["error"]!.GetValue<string>());
        var added = await proxy.AddAsync(type);
        await api.ExpectAsync(400, "POST", $"/proxies/{proxy.Name}/toxics/{type}_downstream", $$"""{"toxicity":0.5,"attributes":{ {{attributes}} } }""");
        Assert.Equal(added.Body, (await api.ExpectAsync(200, "GET", $"/proxies/{proxy.Name}/toxics/{type}_downstream")).Body);
    }
}
