using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Sound = """{"title": "t", "description": "d", "method": []}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tells_errors_in_the_log_and_warnings_below_it()
    {
        folder.Write("shop.yaml", "title: t\ndescription: d\nmethods: []\nmethod: 5\nrollback: []\n");

        var result = await ChaosProcess.RunAsync(folder, "validate", "shop.yaml");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("ERROR] shop.yaml:4:9: error CTK0104: 'method' must be a list of activities; this is the number 5.\n    4 | method: 5\n      |         ^\n    Write", result.Errors, StringComparison.Ordinal);
        Assert.EndsWith("\nshop.yaml:5:1: warning CTK0150: Nothing reads the member 'rollback'.\n    5 | rollback: []\n      | ^^^^^^^^\n    Did you mean 'rollbacks'?\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_thousand_warnings_and_a_thousand_errors_and_how_many_more_there_are()
    {
        folder.Write("shop.yaml", "title: t\ndescription: d\nmethod: []\n" + string.Concat(Enumerable.Repeat("tags: [1]\n", 1102)) + $"tags: [{string.Join(", ", Enumerable.Range(0, 1001))}]\n");

        var result = await ChaosProcess.RunAsync(folder, "validate", "shop.yaml");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Equal((1000, 1000), (result.Errors.Split(": error CTK0103").Length - 1, result.Errors.Split(": warning CTK0152").Length - 1));
        Assert.Contains("ERROR] 1 more error not shown.\n", result.Errors, StringComparison.Ordinal);
        Assert.EndsWith("\n102 more warnings not shown.\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_several_sources_and_patterns_and_the_worst_decides()
    {
        folder.Write("a/one.json", Sound);
        folder.Write("a/b/two.json", Sound);
        folder.Write("a/b/.hidden.json", "{");
        folder.Write("a/notes.txt", "{");
        var sound = await ChaosProcess.RunAsync(folder, "validate", "--format", "json", "a/**/*.json", "a/o?e.json");
        folder.Write("a/three.json", "{");
        var broken = await ChaosProcess.RunAsync(folder, "validate", "--format", "json", "a/*.json", "a/b/two.json", "absent/*.json");

        Assert.Equal(ExitCode.Success, sound.ExitCode);
        Assert.Equal(["a/b/two.json", "a/one.json"], SourcesOf(sound));
        Assert.Equal(ExitCode.Failure, broken.ExitCode);
        Assert.Equal(["a/one.json", "a/three.json", "a/b/two.json", "absent/*.json"], SourcesOf(broken));
        Assert.Equal([true, false, true, false], ((JsonArray)JsonNode.Parse(broken.Output)!["sources"]!).Select(source => (bool)source!["valid"]!));
    }

    [Fact]
    public async Task Prints_json_with_places()
    {
        folder.Write("shop.json", """{"title": "t", "method": []}""");

        var result = await ChaosProcess.RunAsync(folder, "validate", "--format=json", "shop.json");

        var found = JsonNode.Parse(result.Output)!["sources"]![0]!["diagnostics"]![0]!;
        Assert.Equal(
            """{"code":"CTK0102","level":"error","message":"The experiment has no 'description'.","help":"Add a \"description\".","file":"shop.json","line":1,"column":1,"endLine":1,"endColumn":2,"pointer":""}""",
            Values.JsonText.Of(found));
        Assert.DoesNotContain("warning", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_sarif_whose_results_lead_to_rules_and_places()
    {
        folder.Write("my shop.yaml", "title: t\ndescription: [\n");

        var result = await ChaosProcess.RunAsync(folder, "validate", "--format", "sarif", "my shop.yaml", "absent.json");

        var log = JsonNode.Parse(result.Output)!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        var run = Assert.Single((JsonArray)log["runs"]!)!;
        Assert.Equal("chaos", (string?)run["tool"]!["driver"]!["name"]);
        var rules = ((JsonArray)run["tool"]!["driver"]!["rules"]!).Select(rule => (string?)rule!["id"]).ToList();
        var results = (JsonArray)run["results"]!;
        Assert.Equal(["CTK0002", "CTK0020"], results.Select(one => (string?)one!["ruleId"]));
        Assert.All(results, one => Assert.Equal((string?)one!["ruleId"], rules[(int)one["ruleIndex"]!]));
        Assert.All(results, one => Assert.Equal("error", (string?)one!["level"]));
        var place = results[0]!["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("my%20shop.yaml", (string?)place["artifactLocation"]!["uri"]);
        Assert.Equal((2, 14), ((int)place["region"]!["startLine"]!, (int)place["region"]!["startColumn"]!));
        Assert.Equal("absent.json", (string?)results[1]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
    }

    [Fact]
    public async Task Prints_workflow_commands_that_nothing_in_a_message_can_break()
    {
        folder.Write("a,b:100%.json", """{"title": "t", "description": "d", "method": [{"ref": "50%\n::error::x"}]}""");

        var result = await ChaosProcess.RunAsync(folder, "validate", "--format", "github", "a,b:100%.json");

        Assert.Equal(
            "::error file=a%2Cb%3A100%25.json,line=1,endLine=1,col=55,endColumn=72,title=CTK0106::There is no activity '50%25%0A::error::x' that this ref could mean.%0AThere is none.\n",
            result.Output);
    }

    [Fact]
    public async Task Names_what_was_loaded_from_an_address_by_the_address()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/shop.json", "{\n  \"title\": 'x'\n}", "application/json");

        var result = await ChaosProcess.RunAsync(folder, "validate", endpoint.Address + "/shop.json");

        Assert.Contains($"ERROR] {endpoint.Address}/shop.json:2:12: error CTK0001: Text stands in double quotes", result.Errors, StringComparison.Ordinal);
        Assert.Contains("\n      |            ^^^\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_shows_a_secret_that_stands_in_the_experiment()
    {
        folder.Write("shop.json", """{"title": 5, "description": "d", "secrets": {"shop": {"token": "hunter2hunter2"}}, "method": []}""");
        foreach (var format in (string[])["text", "json", "sarif", "github"])
        {
            var result = await ChaosProcess.RunAsync(folder, "validate", "--format", format, "shop.json");

            Assert.DoesNotContain("hunter2", result.Output + result.Errors + folder.Read("chaostoolkit.log"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_shows_the_place_of_a_syntax_error_too()
    {
        folder.Write("shop.json", "{\n  \"title\": \"t\"\n  \"method\": []\n}");

        var result = await ChaosProcess.RunAsync(folder, "run", "shop.json");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("ERROR] shop.json:2:15: error CTK0001: A comma is missing before '\"'.\n    2 |   \"title\": \"t\"\n      |               ^\n    Separate", result.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> SourcesOf(ChaosResult result) => ((JsonArray)JsonNode.Parse(result.Output)!["sources"]!).Select(source => (string?)source!["source"]);
}
