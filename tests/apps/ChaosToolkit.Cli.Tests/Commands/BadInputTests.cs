using System.Text;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Whatever is handed to <c>validate</c> and <c>run</c> ends in one clear error and exit 1, never in a stack trace.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Sound = """{"title": "t", "description": "d", "method": []}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string, string> Files => new()
    {
        { "empty.json", "", "There is nothing in here." },
        { "empty.yaml", "", "There is nothing in here." },
        { "list.json", "[1, 2]", "An experiment is an object of members; this is a list." },
        { "text.yaml", "just text", "An experiment is an object of members; this is the text 'just text'." },
        { "nothing.json", "{}", "An experiment is an object of members; this is an empty object." },
        { "null.json", "null", "this is null" },
        { "deep.json", new string('[', 10_000), "nested deeper than 1000 levels" },
        { "deep.yaml", new string('[', 10_000), "nested deeper than 1000 levels" },
        { "members.json", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), "nested deeper than 1000 levels" },
        { "bomb.yaml", "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n")), "With what this alias stands for, the document is larger" },
        { "nul.json", "{\"title\": \"a\0b\"}", "The control character U+0000" },
        { "nul.yaml", "title: a\0b", "The control character U+0000" },
        { "garbage.json", "\u0001\u0002\u0003", "error CTK0001" },
        { "surrogate.json", "{\"title\": \"\\ud800\"}", "has no 'description'" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_no_experiment(string name, string content, string expected)
    {
        folder.Write(name, content);

        await AssertRefusedAsync(name, expected);
    }

    [Theory]
    [InlineData("controls: [1]", "'controls' in the settings file 's.yaml' must be an object of names and values; it is a list, and is ignored.")]
    [InlineData("notifications: 3", "'notifications' in the settings file 's.yaml' must be a list of channels; it is a number, and is ignored.")]
    [InlineData("notifications: [x]", "'notifications[0]' in the settings file 's.yaml' must be an object of names and values; it is a text, and is ignored.")]
    [InlineData("runtime: x", "'runtime' in the settings file 's.yaml' must be an object of names and values; it is a text, and is ignored.")]
    [InlineData("runtime: {rollbacks: always}", "'runtime.rollbacks' in the settings file 's.yaml' must be an object with a 'strategy'; it is a text, and is ignored.")]
    [InlineData("runtime: {hypothesis: {strategy: 1}}", "'runtime.hypothesis.strategy' in the settings file 's.yaml' must be a text; it is a number, and is ignored.")]
    public async Task Settings_of_another_kind_are_ignored_with_a_warning(string settings, string expected)
    {
        folder.Write("s.yaml", settings);
        folder.Write("shop.json", Sound);

        var result = await ChaosProcess.RunAsync(folder, "--settings", "s.yaml", "run", "shop.json");

        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Errors.Split('\n'), line => line.Contains("WARNING", StringComparison.Ordinal) && line.EndsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misspelt_global_guard_is_told()
    {
        folder.Write("cf.yaml", "guard: {provider: {type: dotnet, module: chaos.controls.safegaurds}}");
        folder.Write("shop.json", Sound);

        var result = await ChaosProcess.RunAsync(folder, "run", "--control-file", "cf.yaml", "shop.json");

        Assert.Equal(0, result.ExitCode);
        Assert.Single(
            result.Errors.Split('\n'),
            line => line.Contains("WARNING", StringComparison.Ordinal)
                && line.EndsWith("The control 'guard' of 'cf.yaml' is left out: no .NET extension has the control 'chaos.controls.safegaurds'. Did you mean 'chaos.controls.safeguards'?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "The settings 'd.yaml' are a folder, not a file.", "--settings", "d.yaml", "run", "shop.json")]
    [InlineData(1, "'d.yaml' is a folder, not a journal.", "report", "d.yaml", "r.html")]
    [InlineData(1, "'d.yaml' is a folder, not a journal.", "show", "d.yaml")]
    [InlineData(2, "--var-file: 'd.yaml' is a folder, not a file.", "run", "--var-file", "d.yaml", "shop.json")]
    [InlineData(2, "--control-file: 'd.yaml' is a folder, not a file.", "run", "--control-file", "d.yaml", "shop.json")]
    public async Task A_folder_where_another_file_was_expected(int status, string expected, params string[] arguments)
    {
        Directory.CreateDirectory(folder.At("d.yaml"));
        folder.Write("shop.json", Sound);

        var result = await ChaosProcess.RunAsync(folder, arguments);

        Assert.Equal(status, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8()
    {
        await File.WriteAllBytesAsync(folder.At("latin1.yaml"), Encoding.Latin1.GetBytes("title: café"), TestContext.Current.CancellationToken);

        await AssertRefusedAsync("latin1.yaml", "The byte 0xe9 here is not UTF-8 text.");
    }

    [Fact]
    public async Task A_file_of_50_megabytes()
    {
        await File.WriteAllBytesAsync(folder.At("large.json"), new byte[50 * 1024 * 1024], TestContext.Current.CancellationToken);

        await AssertRefusedAsync("large.json", "'large.json' is larger than 20 MB.");
    }

    [Fact]
    public async Task A_folder_where_a_file_was_expected()
    {
        Directory.CreateDirectory(folder.At("plans.json"));

        await AssertRefusedAsync("plans.json", "'plans.json' is a folder, not a file.");
    }

    [Fact]
    public async Task An_address_that_nobody_serves() => await AssertRefusedAsync("http://127.0.0.1:1/shop.json", "http://127.0.0.1:1/shop.json cannot be fetched: ");

    [Fact]
    public async Task A_loop_of_redirects()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Redirect("/a", "/a");

        await AssertRefusedAsync(endpoint.Address + "/a", "it leads through more than 10 redirects.");
    }

    [Fact]
    public async Task A_body_that_never_ends()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Endless("/a", "application/json");

        await AssertRefusedAsync(endpoint.Address + "/a", "is larger than 20 MB.");
    }

    [Theory]
    [InlineData("a: [b\n", "error CTK0002")]
    [InlineData("- a\n- b\n", "does not hold names and values")]
    [InlineData("a: b\0", "The control character U+0000")]
    public async Task Settings_that_are_not_yaml(string settings, string expected)
    {
        folder.Write("settings.yaml", settings);
        folder.Write("shop.json", Sound);

        await AssertRefusedAsync("shop.json", expected, "--settings", "settings.yaml");
    }

    [Fact]
    public async Task Settings_that_are_a_folder()
    {
        Directory.CreateDirectory(folder.At("settings.yaml"));
        folder.Write("shop.json", Sound);

        await AssertRefusedAsync("shop.json", "'settings.yaml'", "--settings", "settings.yaml");
    }

    [Theory]
    [InlineData("--journal-path", ExitCode.Failure)]
    [InlineData("--var-file", ExitCode.Usage)]
    [InlineData("--control-file", ExitCode.Usage)]
    public async Task A_folder_for_a_file_of_a_run(string option, int exitCode)
    {
        Directory.CreateDirectory(folder.At("files.json"));
        folder.Write("shop.json", Sound);

        var result = await ChaosProcess.RunAsync(folder, "run", option, "files.json", "shop.json");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("files.json", result.Errors, StringComparison.Ordinal);
        AssertHasNoTrace(result);
    }

    [Theory]
    [InlineData("--var-file")]
    [InlineData("--control-file")]
    public async Task A_file_of_a_run_that_cannot_be_read(string option)
    {
        folder.Write("shop.json", Sound);
        folder.Write("broken.json", "{\n");

        var result = await ChaosProcess.RunAsync(folder, "run", option, "broken.json", "shop.json");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("ERROR] broken.json:1:1: error CTK0001", result.Errors, StringComparison.Ordinal);
        AssertHasNoTrace(result);
    }

    [Fact]
    public async Task A_regular_expression_that_would_run_for_minutes()
    {
        folder.Write("shop.json", $$$"""
            {"title": "t", "description": "d", "method": [], "steady-state-hypothesis": {"title": "t", "probes": [
              {"type": "probe", "name": "slow", "tolerance": {"type": "regex", "pattern": "(a+)+$", "target": "stdout"},
               "provider": {"type": "process", "path": "echo", "arguments": ["{{{new string('a', 60)}}}b"]}}]}}
            """);

        var result = await ChaosProcess.RunAsync(folder, "run", "shop.json");

        Assert.Contains("Steady state probe 'slow' is not in the given tolerance", result.Errors, StringComparison.Ordinal);
        Assert.Contains("took longer than 2 seconds", result.Errors, StringComparison.Ordinal);
        AssertHasNoTrace(result);
    }

    private async Task AssertRefusedAsync(string source, string expected, params string[] options)
    {
        foreach (var command in (string[])["validate", "run"])
        {
            var result = await ChaosProcess.RunAsync(folder, [.. options, command, source]);

            Assert.Equal(ExitCode.Failure, result.ExitCode);
            Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
            Assert.Contains(" ERROR] ", result.Errors, StringComparison.Ordinal);
            AssertHasNoTrace(result);
        }
    }

    private static void AssertHasNoTrace(ChaosResult result)
    {
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("An error of chaos itself", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
