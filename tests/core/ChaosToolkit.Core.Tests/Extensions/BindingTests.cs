namespace ChaosToolkit.Extensions;

public sealed class BindingTests
{
    [Theory]
    [InlineData("numbers", """{"whole":3,"number":2.5,"exact":0.1,"small":255}""", "3 2.5 0.1 255 none")]
    [InlineData("numbers", """{"whole":"3","number":"2.5","exact":"1e2","small":7.0,"nothing":null}""", "3 2.5 100 7 none")]
    [InlineData("numbers", """{"Whole":"${number}","number":1,"exact":1,"small":1,"nothing":5}""", "7 1 1 1 5")]
    [InlineData("lists", """{"array":[1,2],"list":["a","b"],"set":[1,1],"map":{"a":1.5},"colours":["light-blue","RED"]}""", "3 a+b 1 1.5 2")]
    [InlineData("nodes", """{"members":{"a":1},"items":[1],"any":null,"plain":12}""", "1 1  Int64")]
    public async Task Binds_values_by_name(string func, string arguments, string expected)
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal(expected, (string?)await engine.CallAsync("t", func, arguments));
    }

    [Fact]
    public async Task Binds_texts_that_mean_something()
    {
        await using var engine = ExtensionSamples.NewEngine();
        var arguments = """
            {"text":"a","letter":"b","address":"http://localhost:1/x","id":"5f0c9a57-6a77-4a8e-9d6b-0d2b0a9b8c11","moment":"2026-03-04T05:06:07Z","day":"2026-03-04"}
            """;
        Assert.Equal(
            "a b http://localhost:1/x 5f0c9a57-6a77-4a8e-9d6b-0d2b0a9b8c11 2026-03-04T05:06:07.0000000+00:00 2026-03-04", (string?)await engine.CallAsync("t", "texts", arguments));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("0.25", 0.25)]
    [InlineData("\"90\"", 90)]
    [InlineData("\"5s\"", 5)]
    [InlineData("\"250ms\"", 0.25)]
    [InlineData("\"1m30s\"", 90)]
    [InlineData("\"2 h\"", 7200)]
    [InlineData("\"1d\"", 86400)]
    [InlineData("\"00:05\"", 300)]
    [InlineData("\"00:00:01.5\"", 1.5)]
    public async Task Reads_times_as_seconds_or_text(string written, double seconds)
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal(seconds, (double?)await engine.CallAsync("t", "seconds", $$"""{"time":{{written}}}"""));
    }

    [Theory]
    [InlineData("light_blue")]
    [InlineData("light-blue")]
    [InlineData("LightBlue")]
    [InlineData("LIGHT BLUE")]
    public async Task Takes_names_of_enumerations_in_any_case(string written)
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal("light_blue", (string?)await engine.CallAsync("t", "paint", $$"""{"colour":"{{written}}"}"""));
    }

    [Fact]
    public async Task Makes_records_and_classes_within_each_other()
    {
        await using var engine = ExtensionSamples.NewEngine();
        var built = await engine.CallAsync("t", "build", """{"machine":{"name":"m","parts":[{"name":"wheel","inner":{"name":"tyre","count":2}}]}}""");
        Assert.Equal(
            """{"name":"m","paint":"red","parts":[{"name":"wheel","count":1,"inner":{"name":"tyre","count":2,"inner":null}}]}""", built?.ToJsonString());
    }

    [Fact]
    public async Task Gives_configuration_logger_and_token()
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal("Ada {} True True", (string?)await engine.CallAsync("t", "given", secrets: """{"a":{"k":"1"}}"""));
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData(""","secrets":["b","a","unknown"]""", "x=2,k=1")]
    [InlineData(""","secrets":["a"]""", "k=1,x=1")]
    public async Task Gives_only_the_secrets_of_the_scopes_that_are_listed(string members, string expected)
    {
        await using var engine = ExtensionSamples.NewEngine();
        var secrets = members.Contains("\"b\"", StringComparison.Ordinal) ? """{"a":{"k":"1"},"b":{"x":"2"},"c":{"z":"3"}}""" : """{"a":{"k":"1","x":"1"},"c":{"z":"3"}}""";
        Assert.Equal(expected, (string?)await engine.CallAsync("t", "secret", members: members, secrets: secrets));
    }

    [Theory]
    [InlineData("paint", """{"colour":"rod"}""", "The argument 'colour' must be one of light_blue, red. Did you mean 'red'?")]
    [InlineData("seconds", """{"time":"${who}"}""", "The argument 'time' must be a time in seconds, or a text such as \"5s\", \"1m30s\" or \"00:05:00\".")]
    [InlineData("numbers", """{"whole":3,"number":1,"exact":1,"small":256}""", "The argument 'small' must be a whole number from 0 to 255.")]
    public async Task A_value_that_does_not_fit_fails_the_activity(string func, string arguments, string message)
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal(message, (await Assert.ThrowsAsync<ActivityFailedException>(() => engine.CallAsync("t", func, arguments))).Message);
    }

    [Theory]
    [InlineData("t", "nothing", "{}")]
    [InlineData("t", "without_attribute", "{}")]
    [InlineData("t", "paint", "{}")]
    [InlineData("t", "paint", """{"colour":"red","size":1}""")]
    public async Task A_call_that_cannot_be_bound_aborts_the_method(string module, string func, string arguments)
    {
        await using var engine = ExtensionSamples.NewEngine();
        await Assert.ThrowsAsync<ChaosException>(() => engine.CallAsync(module, func, arguments));
    }

    [Fact]
    public async Task Names_a_function_after_its_class_and_method()
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal(3, (long?)await engine.CallAsync("ChaosToolkit.Extensions.TestFunctions", "read_depth"));
    }
}
