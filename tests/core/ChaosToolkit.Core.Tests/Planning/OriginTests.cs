using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Planning;

public sealed class OriginTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("written", "written", null, "1")]
    [InlineData("set", "environment", "SET", "\"s\"")]
    [InlineData("fallback", "default", "UNSET", "\"f\"")]
    [InlineData("unset", "missing", "UNSET", null)]
    [InlineData("dynamic", "dynamic", null, null)]
    [InlineData("var", "var", null, "\"v\"")]
    [InlineData("file", "var_file", "values.json", "\"from file\"")]
    [InlineData("both", "var", null, "\"v2\"")]
    [InlineData("dotenv", "var_file", "values.env", "\"from .env\"")]
    public void Each_entry_says_where_it_comes_from(string name, string kind, string? detail, string? value)
    {
        var entry = Plan().ToJson()["plan"]!["configuration"]!.AsArray().Single(one => (string?)one!["name"] == name)!;
        Assert.Equal((kind, detail), ((string?)entry["from"]!["kind"], (string?)entry["from"]!["detail"]));
        Assert.Equal(value, entry["value"]?.ToJsonString());
        Assert.Equal(value is not null, (bool?)entry["known"]);
    }

    [Theory]
    [InlineData(0, "\"1-s\"", "written environment")]
    [InlineData(1, "1", "written")]
    [InlineData(2, "\"${dynamic}\"", "dynamic")]
    [InlineData(3, "\"${nobody} $HOME $\"", "unknown")]
    [InlineData(4, "\"literal\"", "")]
    [InlineData(5, "\"***:***\"", "environment vault")]
    public void Each_argument_says_what_its_references_stand_for(int index, string value, string kinds)
    {
        var argument = Plan().Activity("method", 0)["arguments"]![2 + index]!;
        Assert.Equal(value, argument["value"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(kinds, string.Join(' ', argument["from"]!.AsArray().Select(one => (string?)one!["kind"])));
    }

    [Fact]
    public void What_is_not_known_before_the_run_is_listed()
    {
        var open = Plan().ToJson()["plan"]!["open"]!.AsArray();
        Assert.Equal(
            ["vault /secrets/shop/pw", "missing-variable /configuration/unset", "dynamic-configuration /configuration/dynamic", "reference /method/0/provider/arguments/d"],
            open.Select(one => $"{(string?)one!["kind"]} {(string?)one["where"]}"));
    }

    public void Dispose() => folder.Dispose();

    private ExperimentPlan Plan()
    {
        var json = folder.Write("values.json", """{"configuration": {"file": "from file", "both": "from file"}}""");
        var env = folder.Write("values.env", "DOTENV=from .env\n");
        var environment = new Dictionary<string, string> { ["SET"] = "s", ["TOKEN"] = "hunter2222" };
        var variables = Variables.Read(["var=v", "both=v2"], [json, env], path => JsonNode.Parse(File.ReadAllText(path)), (name, value) => environment[name] = value);
        return Plans.Of("""
            {
              "title": "t", "description": "d",
              "configuration": {
                "written": 1, "set": {"type": "env", "key": "SET"}, "fallback": {"type": "env", "key": "UNSET", "default": "f"}, "unset": {"type": "env", "key": "UNSET"},
                "dynamic": {"type": "probe", "provider": {"type": "process", "path": "true"}}, "var": 1, "file": 1, "both": 1, "dotenv": {"type": "env", "key": "DOTENV"}
              },
              "secrets": {"shop": {"token": {"type": "env", "key": "TOKEN"}, "pw": {"type": "vault", "path": "p"}}},
              "method": [{"type": "action", "name": "a", "provider": {"type": "python", "module": "m", "func": "f", "arguments": {
                "a": "${written}-$set", "b": "${written}", "c": "${dynamic}", "d": "${nobody} $HOME $$", "e": "literal", "f": "${token}:${pw}"
              }}}]
            }
            """, variables: variables, environment: environment);
    }
}
