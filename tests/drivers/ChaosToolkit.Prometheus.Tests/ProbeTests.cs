using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Tolerances;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Prometheus;

public sealed class ProbeTests(PrometheusDaemon prometheus) : IClassFixture<PrometheusDaemon>
{
    [Theory]
    [InlineData("python")]
    [InlineData("dotnet")]
    public async Task Gives_the_answer_of_an_instant_query_as_it_is(string provider)
    {
        var answer = await PrometheusBench.CallAsync("query", new JsonObject { ["query"] = "shop_orders" }, prometheus.Address, provider: provider);

        Assert.Equal("success", (string?)answer?["status"]);
        Assert.Equal("vector", (string?)answer?["data"]?["resultType"]);
        Assert.Equal("3", (string?)answer?["data"]?["result"]?[0]?["value"]?[1]);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("dotnet")]
    public async Task Gives_the_values_of_an_interval(string provider)
    {
        var answer = await PrometheusBench.CallAsync(
            "query_interval", new JsonObject { ["query"] = "shop_orders", ["start"] = "5 minutes ago", ["end"] = "now", ["step"] = 1, ["timeout"] = 20 }, prometheus.Address, provider: provider);

        Assert.Equal("matrix", (string?)answer?["data"]?["resultType"]);
        Assert.NotEmpty(Assert.IsType<JsonArray>(answer?["data"]?["result"]?[0]?["values"]));
    }

    [Fact]
    public async Task Asks_for_the_past()
    {
        var answer = await PrometheusBench.CallAsync("query", new JsonObject { ["query"] = "shop_orders", ["when"] = "2 days ago" }, prometheus.Address);

        Assert.Empty(Assert.IsType<JsonArray>(answer?["data"]?["result"]));
    }

    [Theory]
    [InlineData("arithmetic")]
    [InlineData("geometric")]
    [InlineData("harmonic")]
    public async Task Computes_means(string type)
    {
        var mean = await PrometheusBench.CallAsync("compute_mean", new JsonObject { ["query"] = "shop_orders", ["window"] = "1m", ["mean_type"] = type }, prometheus.Address);

        Assert.Equal(3, (double?)mean ?? double.NaN, 9);
    }

    [Fact]
    public async Task A_mean_of_nothing_fails() => Assert.Contains(
        "gave no values",
        await PrometheusBench.FailureAsync("compute_mean", new JsonObject { ["query"] = "absent_metric", ["window"] = "1m" }, prometheus.Address));

    [Fact]
    public async Task The_spelling_of_articles_gives_a_number_that_a_range_can_judge()
    {
        var address = prometheus.Address;
        var number = await PrometheusBench.CallAsync("query", new JsonObject { ["query"] = "max(shop_latency)", ["api_url"] = address }, module: PrometheusBench.OfArticles);

        Assert.Equal(0.75, (double?)number);
        Assert.Contains(
            "gave 2 samples where one number is wanted",
            await PrometheusBench.FailureAsync("query", new JsonObject { ["query"] = "shop_latency", ["api_url"] = address }, module: PrometheusBench.OfArticles));
        Assert.Contains(
            "gave no sample",
            await PrometheusBench.FailureAsync("query", new JsonObject { ["query"] = "absent_metric", ["api_url"] = address }, module: PrometheusBench.OfArticles));
    }

    [Fact]
    public async Task Says_what_prometheus_says_of_a_wrong_query()
    {
        var message = await PrometheusBench.FailureAsync("query", new JsonObject { ["query"] = "shop_orders{" }, prometheus.Address);

        Assert.Contains("could not answer the query 'shop_orders{'", message);
        Assert.Contains("parse error", message);
        Assert.Contains("(bad_data, HTTP 400)", message);
    }

    [Theory]
    [InlineData("shop_latency", "<", "0.8", null)]
    [InlineData("shop_latency", "<", "0.5", "expected each sample to be < 0.5, observed \"0.75\" of shop_latency{")]
    [InlineData("shop_latency > 100", "<", "0.5", "the query gave none")]
    [InlineData("shop_latency[1m]", "<=", "0.75", null)]
    [InlineData("shop_latency[1m]", ">", "0.5", "observed \"0.25\"")]
    [InlineData("scalar(shop_orders)", "==", "3", null)]
    [InlineData("shop_broken", ">=", "0", "observed \"NaN\"")]
    [InlineData("shop_broken", "!=", "0", null)]
    public async Task A_tolerance_compares_each_sample(string query, string op, string value, string? difference)
    {
        var answer = await PrometheusBench.CallAsync("query", new JsonObject { ["query"] = query }, prometheus.Address);
        var tolerance = new JsonObject { ["type"] = "prometheus", ["op"] = op, ["value"] = JsonNode.Parse(value) };
        var result = await new ToleranceCatalog(new EngineServices(NullLoggerFactory.Instance, TimeProvider.System)).CheckAsync(
            tolerance, answer, new ToleranceContext([], [], (_, _, _) => Task.FromResult<JsonNode?>(null)), TestContext.Current.CancellationToken);

        Assert.Equal(difference is null, result.IsMet);
        Assert.Contains(difference ?? "", result.Explanation?.Difference ?? "");
    }
}
