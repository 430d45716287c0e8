using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Proxy;

public sealed class ProxyCliTests
{
    [Theory]
    [InlineData(0, "redis\t127.0.0.1:1\t127.0.0.1:2\tenabled\t1\n", "", "list")]
    [InlineData(0, "redis\t127.0.0.1:1\t127.0.0.1:2\tenabled\t1\n", "", "ls")]
    [InlineData(0, "slow\ttype=latency\tstream=downstream\ttoxicity=0.50\tattributes=[\tjitter=0\tlatency=5\t]\n", "", "inspect", "redis")]
    [InlineData(0, "Created new proxy new\n", "", "create", "-l", ":0", "--upstream=x:1", "new")]
    [InlineData(0, "Proxy redis is now disabled\n", "", "toggle", "redis")]
    [InlineData(0, "Deleted proxy redis\n", "", "delete", "redis")]
    [InlineData(0, "Added downstream latency toxic 'latency_downstream' on proxy 'redis'\n", "", "toxic", "add", "-t", "latency", "-a", "latency=5", "redis")]
    [InlineData(0, "Added upstream latency toxic 'x' on proxy 'redis'\n", "", "t", "a", "--type", "latency", "-n", "x", "-u", "redis")]
    [InlineData(0, "Updated toxic 'slow' on proxy 'redis'\n", "", "toxic", "update", "-n", "slow", "-a", "latency=7", "redis")]
    [InlineData(0, "Removed toxic 'slow' on proxy 'redis'\n", "", "toxic", "delete", "-n", "slow", "redis")]
    [InlineData(1, "", "Required argument 'upstream' was empty.\n\n", "create", "-l", ":0", "new")]
    [InlineData(1, "", "Only one should be specified: upstream or downstream.\n\n", "toxic", "add", "-t", "latency", "-u", "-d", "redis")]
    [InlineData(1, "", "toxicity should be a float between 0 and 1.\n\n", "toxic", "add", "-t", "latency", "-tox", "2", "redis")]
    [InlineData(1, "", "Failed to retrieve proxy nobody: HTTP 404: proxy not found\n\n", "toggle", "nobody")]
    [InlineData(1, "", "Failed to remove toxic: failed to remove toxic 'n' from proxy 'nobody': HTTP 404: proxy not found\n\n", "toxic", "remove", "-n", "n", "nobody")]
    [InlineData(1, "", "Failed to add toxic: failed to add toxic to proxy nobody: AddToxic: HTTP 404: proxy not found\n\n", "toxic", "add", "-t", "x", "nobody")]
    [InlineData(3, "", "No help topic for 'what'\n", "what")]
    [InlineData(1, "", "ttl: 'x' should be a number.\n\n", "toxic", "add", "-t", "noop", "--ttl", "x", "redis")]
    [InlineData(1, "", "'every' should be a name and a value, as every=60.\n\n", "toxic", "add", "-t", "noop", "--schedule", "every", "redis")]
    [InlineData(0, "toxiproxy-cli version 2.12.0\n", "", "--version")]
    public async Task Says_what_toxiproxy_cli_says(int exit, string output, string errors, params string[] words)
    {
        await using var server = await ProxyApiDouble.StartAsync();
        var (written, told) = (new StringWriter(), new StringWriter());
        var status = await new ProxyCli(written, told, isTerminal: false).RunAsync(["-h", server.Address, .. words], TestContext.Current.CancellationToken);
        Assert.Equal((exit, output, errors), (status, written.ToString(), told.ToString()));
    }

    [Theory]
    [InlineData("""{"name":"n","listen":":0","upstream":"x:1","enabled":true,"protocol":"http"}""", "create", "-l", ":0", "-u", "x:1", "--protocol", "http", "n")]
    [InlineData("""{"name":"n","type":"drop","stream":"downstream","toxicity":1,"attributes":{"probability":0.5},"ttl":30,"schedule":{"every":60,"on":10},"clients":["10.0.0.0/8","::1"]}""", "toxic", "add", "-t", "drop", "-n", "n", "-a", "probability=0.5", "--ttl", "30", "--schedule", "every=60,on=10", "--clients", "10.0.0.0/8,::1", "redis")]
    [InlineData("""{"name":"n","type":"refuse","stream":"downstream","toxicity":1,"attributes":{},"clients":{"share":0.25}}""", "toxic", "add", "-t", "refuse", "-n", "n", "--clients", "share=0.25", "redis")]
    public async Task Asks_for_what_only_ours_has(string asked, params string[] words)
    {
        await using var server = await ProxyApiDouble.StartAsync();
        Assert.Equal(0, await new ProxyCli(TextWriter.Null, TextWriter.Null, isTerminal: false).RunAsync(["-h", server.Address, .. words], TestContext.Current.CancellationToken));
        Assert.Equal(asked, server.Asked);
    }

    [Fact]
    public async Task Says_that_nobody_listens()
    {
        string address;
        await using (var server = await ProxyApiDouble.StartAsync())
        {
            address = server.Address;
        }

        var told = new StringWriter();
        Assert.Equal(1, await new ProxyCli(TextWriter.Null, told, isTerminal: false).RunAsync(["--host", address, "list"], TestContext.Current.CancellationToken));
        Assert.Equal($"Failed to retrieve proxies: fail to request: Get \"{address}/proxies\": dial tcp {address["http://".Length..]}: connect: connection refused", told.ToString());
    }

    [Fact]
    public async Task Says_that_the_server_does_not_answer_in_its_time()
    {
        using var mute = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        mute.Start(); // takes connections, and nobody serves them
        var address = $"http://{mute.LocalEndpoint}";
        using var client = new ProxyClient(address, TimeSpan.FromMilliseconds(200));

        var failure = await Assert.ThrowsAsync<ProxyFailure>(() => client.SendAsync(HttpMethod.Get, "/proxies", null, TestContext.Current.CancellationToken));

        Assert.Equal($"fail to request: Get \"{address}/proxies\": no answer within 0.2 seconds", failure.Message);
    }

    [Fact]
    public async Task Says_that_an_address_is_none_of_http()
    {
        var told = new StringWriter();
        Assert.Equal(1, await new ProxyCli(TextWriter.Null, told, isTerminal: false).RunAsync(["--host", "ftp://x", "list"], TestContext.Current.CancellationToken));
        Assert.StartsWith("Failed to retrieve proxies: fail to request: Get \"ftp://x/proxies\": ", told.ToString());
    }

    [Fact]
    public async Task A_missing_proxy_shows_the_help_of_the_command()
    {
        var (written, told) = (new StringWriter(), new StringWriter());
        Assert.Equal(1, await new ProxyCli(written, told, isTerminal: false).RunAsync(["inspect"], TestContext.Current.CancellationToken));
        Assert.StartsWith("Usage: chaos proxy inspect PROXY", written.ToString());
        Assert.Equal("Proxy name is required as the first argument.\n\n", told.ToString());
    }

    [Fact]
    public async Task The_command_is_wired_and_its_words_are_its_own()
    {
        using var folder = new TemporaryFolder();
        var result = await ChaosProcess.RunAsync(folder, "proxy", "-h", "127.0.0.1:1", "list");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Failed to retrieve proxies: ", result.Errors);
        Assert.Contains("toxic, t", (await ChaosProcess.RunAsync(folder, "proxy", "--help")).Output);
    }
}
