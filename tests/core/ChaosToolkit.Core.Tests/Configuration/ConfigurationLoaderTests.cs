using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

public class ConfigurationLoaderTests
{
    [Theory]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("0", false)]
    [InlineData("No", false)]
    [InlineData("off", true)]
    [InlineData("n", true)]
    [InlineData("", true)]
    [InlineData("none", true)]
    [InlineData("1", true)]
    public void Reads_the_words_for_false(string text, bool expected) =>
        Assert.Equal($$"""{"x":{{(expected ? "true" : "false")}}}""", Load("""{"x": {"type": "env", "key": "A", "env_var_type": "bool"}}""", ("A", text)));

    [Theory]
    [InlineData("string", "007", "\"007\"")]
    [InlineData("str", "x", "\"x\"")]
    [InlineData("integer", " 50 ", "50")]
    [InlineData("int", "007", "7")]
    [InlineData("number", "1e-3", "0.001")]
    [InlineData("float", "3", "3.0")]
    [InlineData("json", "{\"a\": [1.0]}", "{\"a\":[1.0]}")]
    [InlineData("json", "", "\"\"")]
    [InlineData("bytes", "ab", "\"ab\"")]
    public void Converts_a_variable_to_its_type(string type, string text, string json) =>
        Assert.Equal($$"""{"x":{{json}}}""", Load($$$"""{"x": {"type": "env", "key": "A", "env_var_type": "{{{type}}}"}}""", ("A", text)));

    [Theory]
    [InlineData("\"3\"", "int", "3")]
    [InlineData("5", "int", "5")]
    [InlineData("5.7", "int", "5")]
    [InlineData("5", "float", "5.0")]
    [InlineData("\"no\"", "bool", "false")]
    [InlineData("true", "bool", "true")]
    [InlineData("\"[502, 503]\"", "json", "[502,503]")]
    [InlineData("[504]", "json", "[504]")]
    [InlineData("\"\"", "json", "\"\"")]
    [InlineData("10", "str", "10")]
    [InlineData("null", "str", "null")]
    public void Converts_a_default_too(string fallback, string type, string json) =>
        Assert.Equal($$"""{"x":{{json}}}""", Load($$$"""{"x": {"type": "env", "key": "A", "default": {{{fallback}}}, "env_var_type": "{{{type}}}"}}"""));

    [Fact]
    public void Takes_other_values_as_they_are() =>
        Assert.Equal(
            """{"a":{"key":"K","count":8},"b":{"type":"ssd","key":"HOME"},"c":[1.0,null],"d":{"type":"probe","provider":{"type":"process"}}}""",
            Load("""{"a": {"key": "K", "count": 8}, "b": {"type": "ssd", "key": "HOME"}, "c": [1.0, null], "d": {"type": "probe", "provider": {"type": "process"}}}"""));

    [Fact]
    public void Replaces_declared_entries_only_and_as_a_whole()
    {
        var variables = Variables.Read(["size=12", "other=O", "host:json={\"type\": \"env\", \"key\": \"HOST\"}"], [], _ => null);
        var configuration = new ConfigurationLoader(name => name == "HOST" ? "h" : null).Load(
            SampleJson.Node("""{"size": {"type": "env", "key": "POOL", "env_var_type": "int"}, "host": "x"}"""), variables);
        Assert.Equal("""{"size":"12","host":"h"}""", JsonText.Of(configuration));
    }

    [Theory]
    [InlineData("""{"x": {"type": "env", "key": "ABSENT"}}""", "CTK0501", "/x/key")]
    [InlineData("""{"x": {"type": "env"}}""", "CTK0503", "/x")]
    [InlineData("""{"x": {"type": "env", "key": 5}}""", "CTK0503", "/x/key")]
    [InlineData("""{"x": {"type": "env", "key": "A", "env_var_type": "inn"}}""", "CTK0504", "/x/env_var_type")]
    [InlineData("""{"x": {"type": "env", "key": "A", "env_var_type": "int"}}""", "CTK0505", "/x/key")]
    [InlineData("""{"x": {"type": "env", "key": "B", "default": [1], "env_var_type": "int"}}""", "CTK0505", "/x/default")]
    [InlineData("""{"x": {"type": "probe", "name": "p"}}""", "CTK0506", "/x")]
    [InlineData("""[1]""", "CTK0507", "")]
    [InlineData("""{"x": {"type": "env", "key": "A", "defualt": 1}}""", "CTK0508", "/x/defualt")]
    [InlineData("""{"x": {"type": "evn", "key": "A"}}""", "CTK0514", "/x/type")]
    [InlineData("""{"x": {"type": "prob", "provider": {"type": "process", "path": "true"}}}""", "CTK0514", "/x/type")]
    public void Reports_what_is_wrong(string json, string code, string pointer)
    {
        List<Diagnostic> diagnostics = [];
        new ConfigurationLoader(name => name == "A" ? "s3cret" : null).Read(SampleJson.Document(json), Variables.None, diagnostics);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal((code, pointer), (diagnostic.Code, diagnostic.Pointer));
        Assert.DoesNotContain("s3cret", diagnostic.Message);
    }

    [Fact]
    public void Fails_to_load_with_every_missing_variable_named()
    {
        var exception = Assert.Throws<InvalidExperimentException>(() => Load("""{"x": {"type": "env", "key": "FIRST"}, "y": {"type": "env", "key": "SECOND"}}"""));
        Assert.Contains("FIRST", exception.Message);
        Assert.Contains("SECOND", exception.Message);
    }

    [Fact]
    public void Finds_the_dynamic_entries_those_of_variable_files_too()
    {
        var variables = new Variables();
        variables.Configuration["a"] = SampleJson.Node("""{"type": "probe", "provider": {"type": "process"}}""");
        variables.Configuration["d"] = 4;
        var declared = SampleJson.Document(
            """{"a": 1, "b": {"type": "probe", "provider": {"type": "http"}}, "c": {"type": "probe"}, "d": {"type": "probe", "provider": {}}}""");
        Assert.Equal(["process", "http"], ConfigurationLoader.Probes(declared, variables).Select(probe => probe.Provider["type"]?.Text));
    }

    private static string Load(string json, params (string Name, string Value)[] environment) =>
        JsonText.Of(new ConfigurationLoader(name => environment.FirstOrDefault(variable => variable.Name == name).Value).Load(JsonNode.Parse(json), Variables.None));
}
