using ChaosToolkit.Testing;

namespace ChaosToolkit.Extensions;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","arguments":{"colour":"red"}}""")]
    [InlineData("""{"type":"dotnet","module":"t","func":"seconds","arguments":{"time":"${number}"}}""")]
    [InlineData("""{"type":"dotnet","module":"t","func":"seconds","arguments":{"time":"${later}"}}""")]
    [InlineData("""{"type":"dotnet","module":"t","func":"seconds","arguments":"${all}"}""")]
    [InlineData("""{"type":"dotnet","module":"t","func":"secret","secrets":[]}""")]
    public async Task Accepts_what_can_be_called(string provider)
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Empty(await engine.ValidateAsync(provider));
    }

    [Theory]
    [InlineData("""{"type":"dotnet","func":"paint"}""", "CTK0310", "{", null)]
    [InlineData("""{"type":"dotnet","module":"t","func":"pant"}""", "CTK0361", "\"pant\"", "Did you mean 'paint'?")]
    [InlineData("""{"type":"dotnet","module":"tt","func":"paint"}""", "CTK0360", "\"tt\"", "Known: ")]
    [InlineData("""{"type":"dotnet","module":"T","func":"paint"}""", "CTK0360", "\"T\"", "Did you mean 't'?")]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","timeout":1,"arguments":{"colour":"red"}}""", "CTK0313", "\"timeout\"", "It belongs to the activity: write it beside 'provider'.")]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","arguments":{"colour":0}}""", "CTK0365", "0", null)]
    [InlineData("""{"type":"dotnet","module":"t","func":"lists","arguments":{"array":[],"list":["a",null],"set":[],"map":{},"colours":[]}}""", "CTK0365", "null", null)]
    [InlineData("""{"type":"dotnet","module":"t","func":"numbered","arguments":{"lines":{"x":{"name":"a"}}}}""", "CTK0365", "\"x\"", "Write a whole number in place of 'x'.")]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint"}""", "CTK0363", "{", "It takes: colour.")]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","arguments":[1]}""", "CTK0362", "[1]", "It takes: colour.")]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","arguments":{"colour":"red","color":1}}""", "CTK0364", "\"color\"", "Did you mean 'colour'?")]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","arguments":{"colour":"rod"}}""", "CTK0365", "\"rod\"", "Did you mean 'red'?")]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","arguments":{"colour":null}}""", "CTK0365", "null", null)]
    [InlineData("""{"type":"dotnet","module":"t","func":"paint","arguments":{"colour":"red","Colour":"red"}}""", "CTK0366", "\"Colour\"", null)]
    [InlineData("""{"type":"dotnet","module":"t","func":"secret","arguments":{"secrets":{}}}""", "CTK0367", "\"secrets\"", null)]
    [InlineData("""{"type":"dotnet","module":"t","func":"build","arguments":{"machine":{"name":"m","parts":[{"name":"a","count":"x"}]}}}""", "CTK0365", "\"x\"", null)]
    [InlineData("""{"type":"dotnet","module":"t","func":"build","arguments":{"machine":{"name":"m","prts":[]}}}""", "CTK0365", "\"prts\"", "Did you mean 'parts'?")]
    [InlineData("""{"type":"dotnet","module":"t","func":"build","arguments":{"machine":{}}}""", "CTK0365", "{}", "name")]
    public async Task Points_at_what_cannot_be_called(string provider, string code, string place, string? help)
    {
        await using var engine = ExtensionSamples.NewEngine();
        var diagnostic = Assert.Single(await engine.ValidateAsync(provider));
        Assert.Equal((code, 2), (diagnostic.Code, diagnostic.Span?.Range.StartLine ?? 0));
        Assert.StartsWith(place, provider[((diagnostic.Span?.Range.StartColumn ?? 1) - 1)..], StringComparison.Ordinal);
        Assert.Contains(help ?? "", diagnostic.Help ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numbered", """{"lines":{"x":{"name":"a"}}}""", "The argument 'lines.x' has a key that must be a whole number.")]
    [InlineData("build", """{"machine":{"name":"m","prts":"t"}}""", "The argument 'machine.prts' is not known: Machine has no such member.")]
    [InlineData("build", """{"machine":{"name":null}}""", "The argument 'machine.name' must be a text; it is null.")]
    [InlineData("texts", """{"text":"a","letter":"b","address":"x","id":"x","moment":"2026-03-04","day":"2026-03-04"}""", "The argument 'id' must be a GUID, such as \"5f0c9a57-6a77-4a8e-9d6b-0d2b0a9b8c11\"; this is the text 'x'.")]
    public async Task Says_once_what_is_wrong(string func, string arguments, string message)
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal(message, Assert.Single(await engine.ValidateAsync($$"""{"type":"dotnet","module":"t","func":"{{func}}","arguments":{{arguments}}}""")).Message);
    }

    [Fact]
    public async Task Items_may_be_null_where_their_type_says_so()
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.Equal(2, (long?)await engine.CallAsync("t", "count", """{"items":["a",null],"values":{"a":null}}"""));
    }

    [Fact]
    public async Task A_value_behind_a_reference_is_not_told()
    {
        await using var engine = ExtensionSamples.NewEngine();
        var diagnostic = Assert.Single(await engine.ValidateAsync("""{"type":"dotnet","module":"t","func":"paint","arguments":{"colour":"${number}"}}"""));
        Assert.Equal("The argument 'colour' must be one of light_blue, red; this is the text '${number}'.", diagnostic.Message);
    }

    [Fact]
    public async Task A_control_that_is_not_there_is_an_error()
    {
        await using var engine = ExtensionSamples.NewEngine();
        var control = """ "controls":[{"name":"c","provider":{"type":"dotnet","module":"t.recordr"}}],""";
        var diagnostic = Assert.Single(await engine.ValidateAsync("""{"type":"dotnet","module":"t","func":"secret"}""", control));
        Assert.Equal("CTK0441", diagnostic.Code);
        Assert.Contains("Did you mean 't.recorder'?", diagnostic.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_checks_its_own_declaration()
    {
        await using var engine = ExtensionSamples.NewEngine();
        var control = """ "controls":[{"name":"c","provider":{"type":"dotnet","module":"t.recorder","arguments":{"refuse":true}}}],""";
        Assert.Equal("T9999", Assert.Single(await engine.ValidateAsync("""{"type":"dotnet","module":"t","func":"secret"}""", control)).Code);
    }

    [Fact]
    public async Task A_control_whose_check_fails_is_told_and_disposed_of()
    {
        using var log = new LogCollector();
        await using var engine = ExtensionSamples.NewEngine(log);
        var control = """ "controls":[{"name":"c","provider":{"type":"dotnet","module":"t.faulty"}}],""";

        Assert.Equal("CTK0442", Assert.Single(await engine.ValidateAsync("""{"type":"dotnet","module":"t","func":"secret"}""", control)).Code);
        Assert.Equal(["INFO Disposed"], log.Lines);
    }
}
