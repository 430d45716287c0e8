namespace ChaosToolkit.Core.Tests.Providers.Processes;

public sealed class ProcessValidationTests : IAsyncDisposable
{
    private readonly ProviderBench bench = new("process");
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-path-").FullName;

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("""{"type": "process", "path": "sh"}""")]
    [InlineData("""{"type": "process", "path": "/bin/sh", "arguments": ["x"], "timeout": 3, "secrets": ["a"]}""")]
    [InlineData("""{"type": "process", "path": "${tool}"}""")]
    [InlineData("""{"type": "process", "path": "sh", "arguments": "x", "timeout": null}""")]
    public async Task Accepts(string provider) => Assert.Empty(await bench.ValidateAsync(provider));

    [Theory]
    [InlineData("""{"type": "process"}""", "CTK0310")]
    [InlineData("""{"type": "process", "path": ""}""", "CTK0310")]
    [InlineData("""{"type": "process", "path": 3}""", "CTK0311")]
    [InlineData("""{"type": "process", "path": "sh", "arguments": 3}""", "CTK0311")]
    [InlineData("""{"type": "process", "path": "sh", "timeout": "3"}""", "CTK0312")]
    [InlineData("""{"type": "process", "path": "sh", "timeout": 0}""", "CTK0312")]
    [InlineData("""{"type": "process", "path": "sh", "argument": []}""", "CTK0313")]
    [InlineData("""{"type": "process", "path": "no-such-tool-118"}""", "CTK0320")]
    [InlineData("""{"type": "process", "path": "./no-such-tool-118"}""", "CTK0320")]
    [InlineData("""{"type": "process", "path": "/usr"}""", "CTK0321")]
    [InlineData("""{"type": "process", "path": "/etc/passwd"}""", "CTK0322")]
    [InlineData("""{"type": "process", "path": "~/no-such-tool-118"}""", "CTK0320")]
    public async Task Refuses(string provider, string code) => Assert.Equal([code], await bench.CodesAsync(provider));

    [Fact]
    public async Task A_path_is_looked_up_once_its_references_are_known()
    {
        Assert.Equal(["CTK0320"], await bench.CodesAsync("""{"type": "process", "path": "${tool}"}""", """{"tool": "no-such-tool-118"}"""));
        Assert.Empty(await bench.ValidateAsync("""{"type": "process", "path": "${tool}"}""", """{"tool": "sh"}"""));
    }

    [Fact]
    public async Task An_unknown_member_comes_with_the_nearest_one()
    {
        var found = Assert.Single(await bench.ValidateAsync("""{"type": "process", "path": "sh", "argument": []}"""));
        Assert.Equal("The process provider has no member 'argument': it has no effect.", found.Message);
        Assert.StartsWith("Did you mean 'arguments'? ", found.Help);
    }

    [Fact]
    public async Task A_path_with_blanks_works_with_a_text_for_the_shell()
    {
        var script = Path.Combine(folder, "my tool.sh");
        File.WriteAllText(script, "#!/bin/sh\necho \"$1\"\n");
        await bench.RunAsync($$"""{"path": "chmod", "arguments": ["+x", "{{script}}"]}""");
        var result = await bench.RunAsync($$"""{"path": "{{script}}", "arguments": "done"}""");
        Assert.Equal("done\n", (string)result["stdout"]!);
    }
}
