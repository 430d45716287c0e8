namespace ChaosToolkit.Extensions;

public sealed class FailureTests
{
    [Theory]
    [InlineData("fail", """{"how":"throw"}""", "InvalidOperationException: broken")]
    [InlineData("fail", """{"how":"interrupt"}""", "InterruptExecutionException: stop")]
    [InlineData("fail", """{"how":"failed"}""", "as expected")]
    [InlineData("fail_later", "{}", "TimeoutException: too late")]
    public async Task An_exception_fails_the_activity(string func, string arguments, string message)
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal(message, (await Assert.ThrowsAsync<ActivityFailedException>(() => engine.CallAsync("t", func, arguments))).Message);
    }

    [Fact]
    public async Task The_trace_names_the_function()
    {
        await using var engine = ExtensionSamples.NewEngine();
        var failure = await Assert.ThrowsAsync<ActivityFailedException>(() => engine.CallAsync("t", "fail", """{"how":"throw"}"""));
        Assert.Contains(failure.Trace ?? [], line => line.Contains("TestFunctions.Fail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_to_exit_passes_through()
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal("30", (await Assert.ThrowsAsync<ExitRequestedException>(() => engine.CallAsync("t", "fail", """{"how":"exit"}"""))).Code);
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        await using var engine = ExtensionSamples.NewEngine();
        using var source = new CancellationTokenSource();
        var activity = ExtensionSamples.Parse("""{"name":"x","provider":{"type":"dotnet","module":"t","func":"wait"}}""").AsObject();
        var running = engine.Providers.Find("dotnet")!.ExecuteAsync(new(activity, activity["provider"]!.AsObject(), [], []), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
