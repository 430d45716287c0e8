namespace ChaosToolkit.BlackBox;

/// <summary>What only ours has, through its API.</summary>
public sealed class ExtensionTests(ServerUnderTest server) : IClassFixture<ServerUnderTest>
{
    private const string Http = ",\"protocol\":\"http\"";
    private readonly ProxyApi api = server.Api;

    [Theory]
    [InlineData("drop", """{"probability":0}""")]
    [InlineData("stall", """{"probability":0,"duration":0}""")]
    [InlineData("corrupt", """{"probability":0}""")]
    [InlineData("duplicate", """{"probability":0}""")]
    [InlineData("limit_time", """{"time":0}""")]
    [InlineData("refuse", """{"mode":"refuse"}""")]
    [InlineData("http_status", """{"status":503,"body":null,"content_type":"text/plain; charset=utf-8","method":"","path":""}""")]
    [InlineData("http_delay", """{"delay":0,"jitter":0,"method":"","path":""}""")]
    [InlineData("http_abort", """{"reset":false,"bytes":0,"method":"","path":""}""")]
    [InlineData("http_headers", """{"set":{},"remove":[],"method":"","path":""}""")]
    [InlineData("http_body", """{"body":null,"find":null,"replacement":"","truncate":null,"method":"","path":""}""")]
    public async Task Every_type_has_its_attributes(string type, string attributes)
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1", Http);
        var reply = await proxy.AddAsync(type);
        Assert.Equal($$"""{"attributes":{{attributes}},"name":"{{type}}_downstream","type":"{{type}}","stream":"downstream","toxicity":1}""", reply.Body);
        Assert.Equal(reply.Body, (await proxy.UpdateAsync(type + "_downstream", "{}")).Body);
    }

    [Theory]
    [InlineData("drop", "\"probability\":1.1", "attribute 'probability' is 1.1, it must be between 0 and 1")]
    [InlineData("stall", "\"duration\":-1", "must be between 0 and 31536000000")]
    [InlineData("corrupt", "\"probability\":-0.1", "must be between 0 and 1")]
    [InlineData("duplicate", "\"probability\":2", "must be between 0 and 1")]
    [InlineData("limit_time", "\"time\":-1", "must be between 0 and 31536000000")]
    [InlineData("refuse", "\"mode\":\"x\"", "attribute 'mode' is 'x', it must be one of refuse, hang")]
    [InlineData("latency", "\"distribution\":\"x\"", "it must be one of uniform, normal, pareto, recorded")]
    [InlineData("latency", "\"distribution\":\"recorded\"", "'values' must have at least one delay")]
    [InlineData("latency", "\"values\":[1,-1]", "attribute 'values' has -1, each must be between 0 and 31536000000")]
    [InlineData("bandwidth", "\"shared\":7", "cannot unmarshal number 7")]
    [InlineData("http_status", "\"status\":101", "attribute 'status' is 101, it must be between 200 and 599")]
    [InlineData("http_status", "\"content_type\":\"a\\r\\nb\"", "must be one line")]
    [InlineData("http_delay", "\"delay\":-1", "must be between 0 and 31536000000")]
    [InlineData("http_abort", "\"bytes\":-1", "must be between 0 and")]
    [InlineData("http_headers", "\"set\":{\"a b\":\"x\"}", "'a b' is no header that can be changed")]
    [InlineData("http_headers", "\"set\":{\"a\":\"x\\ny\"}", "the value of header 'a' must be one line")]
    [InlineData("http_headers", "\"remove\":[\"content-length\"]", "'content-length' is no header that can be changed")]
    [InlineData("http_body", "\"find\":\"\"", "attribute 'find' has 0 characters, it must be between 1 and 65536")]
    [InlineData("http_body", "\"truncate\":1048577", "must be between 0 and 1048576")]
    public async Task What_is_out_of_range_is_refused_with_the_range(string type, string attributes, string error)
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1", Http);
        var reply = await api.ExpectAsync(400, "POST", $"/proxies/{proxy.Name}/toxics", $$"""{"type":"{{type}}","attributes":{ {{attributes}} } }""");
        Assert.Contains(error, reply.Json["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("\"schedule\":7", "of type object")]
    [InlineData("\"schedule\":{\"on\":1}", "'schedule' has no 'every'")]
    [InlineData("\"schedule\":{\"every\":1}", "'schedule' has no 'on'")]
    [InlineData("\"schedule\":{\"every\":0,\"on\":0}", "'schedule.every' is 0, it must be between 0.001 and 31536000 seconds")]
    [InlineData("\"schedule\":{\"every\":1,\"on\":2}", "'schedule' is on for 2 s, it must be between 0 and 'every', which is 1 s")]
    [InlineData("\"schedule\":{\"every\":1,\"on\":1,\"offset\":-1}", "'schedule.offset' is -1")]
    [InlineData("\"clients\":{\"networks\":7}", "clients.networks of type []string")]
    [InlineData("\"ttl\":\"x\"", "ToxicWrapper.ttl of type float64")]
    [InlineData("\"clients\":[\"x\"]", "'clients' has 'x', it must be an address or a network, as 10.0.0.0/8")]
    [InlineData("\"clients\":[\"10.0.0.0/33\"]", "'clients' has '10.0.0.0/33'")]
    [InlineData("\"clients\":{\"share\":2}", "'clients.share' is 2, it must be between 0 and 1")]
    public async Task Wrong_schedules_and_clients_are_refused(string more, string error)
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1");
        var reply = await api.ExpectAsync(400, "POST", $"/proxies/{proxy.Name}/toxics", $$"""{"type":"noop",{{more}}}""");
        Assert.Contains(error, reply.Json["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_set_is_shown_and_an_update_keeps_it()
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1");
        var reply = await proxy.AddAsync("latency", "\"distribution\":\"recorded\",\"values\":[1,2.5]", more: ""","schedule":{"every":60,"on":10},"clients":["10.9.9.9/8","::1"]""");
        const string More = ""","schedule":{"every":60,"on":10,"offset":0},"clients":{"networks":["10.0.0.0/8","::1/128"],"share":1}}""";
        Assert.Equal("""{"attributes":{"latency":0,"jitter":0,"distribution":"recorded","values":[1,2.5]},"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":1""" + More, reply.Body);
        Assert.Equal(reply.Body, (await proxy.UpdateAsync("latency_downstream", "{}")).Body);
        reply = await proxy.UpdateAsync("latency_downstream", """{"schedule":{},"clients":{"share":0.25},"attributes":{"distribution":"uniform","values":[]}}""");
        Assert.Equal("""{"attributes":{"latency":0,"jitter":0},"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":1,"clients":{"networks":[],"share":0.25}}""", reply.Body);
        reply = await proxy.UpdateAsync("latency_downstream", """{"clients":[]}""");
        Assert.EndsWith("\"toxicity\":1}", reply.Body);
        reply = await proxy.AddAsync("bandwidth", "\"shared\":true");
        Assert.Equal("""{"rate":0,"shared":true}""", reply.Json["attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task Texts_stand_for_what_a_command_line_cannot_write()
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1", Http);
        Assert.Equal("""{"latency":0,"jitter":0,"values":[1,2.5]}""", (await proxy.AddAsync("latency", "\"values\":\"1, 2.5\"")).Json["attributes"]!.ToJsonString());
        Assert.Equal("""{"rate":1,"shared":true}""", (await proxy.AddAsync("bandwidth", "\"rate\":1,\"shared\":\"true\"")).Json["attributes"]!.ToJsonString());
        Assert.Equal("""{"set":{"Retry-After":"3","X":"a:b"},"remove":["A","B"],"method":"","path":""}""", (await proxy.AddAsync("http_headers", "\"set\":\"Retry-After: 3\\nX: a:b\",\"remove\":\"A,B\"")).Json["attributes"]!.ToJsonString());
        Assert.Equal("503", (await proxy.AddAsync("http_body", "\"body\":503")).Json["attributes"]!["body"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_proxy_says_that_it_speaks_http_and_others_refuse_its_toxics()
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1", Http);
        Assert.Equal("http", (await api.ExpectAsync(200, "GET", $"/proxies/{proxy.Name}")).Json["protocol"]!.GetValue<string>());
        await using var plain = await api.CreateAsync("a:1", ",\"protocol\":\"tcp\"");
        Assert.EndsWith("\"toxics\":[]}", (await api.ExpectAsync(200, "GET", $"/proxies/{plain.Name}")).Body);
        var reply = await api.ExpectAsync(400, "POST", $"/proxies/{plain.Name}/toxics", """{"type":"http_status"}""");
        Assert.Contains("a toxic of type 'http_status' needs a proxy with protocol 'http'", reply.Body);
        reply = await api.ExpectAsync(400, "POST", "/proxies", """{"name":"x","upstream":"a:1","protocol":"udp7"}""");
        Assert.Contains("'protocol' is 'udp7', it must be tcp, http or udp", reply.Body);
    }

    [Fact]
    public async Task Populate_makes_a_proxy_anew_that_is_to_speak_something_else()
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1");
        await proxy.AddAsync("noop");
        var same = $$"""[{"name":"{{proxy.Name}}","listen":"{{proxy.Listen}}","upstream":"a:1"@}]""";
        var reply = await api.ExpectAsync(201, "POST", "/populate", same.Replace("@", "", StringComparison.Ordinal));
        Assert.Single(reply.Json["proxies"]![0]!["toxics"]!.AsArray());
        reply = await api.ExpectAsync(201, "POST", "/populate", same.Replace("@", Http, StringComparison.Ordinal));
        Assert.Equal("http", reply.Json["proxies"]![0]!["protocol"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_client_of_http_sees_what_the_toxics_make()
    {
        server.NeedsOurs("Only ours has it.");
        await using var pair = await Pair.MakeAsync(api, exchange: false, more: Http + ""","toxics":[{"type":"http_status","stream":"upstream","attributes":{"path":"/down","status":500,"body":"no"}},{"type":"http_headers","attributes":{"set":{"Retry-After":"3"}}}]""");
        using var http = new HttpClient { BaseAddress = new Uri("http://" + pair.Proxy.Listen) };
        await pair.Client.SendAsync("GET /down HTTP/1.1\r\n\r\n");
        Assert.Equal("HTTP/1.1 500 Internal", await pair.Client.ReadTextAsync(21));
        using var answer = await http.GetAsync(new Uri("/down", UriKind.Relative));
        Assert.Equal((500, "no", "3"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.RetryAfter!.ToString()));
    }
}
