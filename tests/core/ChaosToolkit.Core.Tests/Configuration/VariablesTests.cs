using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

public sealed class VariablesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("variables-").FullName;
    private readonly List<(string Name, string Value)> set = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("plain=10", "plain", "\"10\"")]
    [InlineData("text:str=0x1", "text", "\"0x1\"")]
    [InlineData("count:int=-7", "count", "-7")]
    [InlineData("count:integer= 1_000 ", "count", "1000")]
    [InlineData("big:int=123456789012345678901234567890", "big", "123456789012345678901234567890")]
    [InlineData("ratio:float=2.50", "ratio", "2.5")]
    [InlineData("ratio:number=2", "ratio", "2.0")]
    [InlineData("on:bool=YES", "on", "true")]
    [InlineData("off:bool=No", "off", "false")]
    [InlineData("list:json=[1, \"two\", null]", "list", "[1,\"two\",null]")]
    [InlineData("twice:json={\"a\": 1, \"a\": 2}", "twice", "{\"a\":2}")]
    [InlineData("nothing=", "nothing", "\"\"")]
    [InlineData("query=a=1&b=2", "query", "\"a=1&b=2\"")]
    [InlineData("url=http://host:80/x", "url", "\"http://host:80/x\"")]
    [InlineData("typed:str=k:int=5", "typed", "\"k:int=5\"")]
    [InlineData("a:b:int=5", "a:b", "5")]
    public void Reads_an_assignment(string assignment, string name, string json)
    {
        var (actual, value) = Variables.Parse(assignment);
        Assert.Equal(name, actual);
        Assert.Equal(json, JsonText.Of(value));
    }

    [Fact]
    public void Reads_bytes() => Assert.Equal("größe"u8.ToArray(), Value.AsBytes(Variables.Parse("payload:bytes=größe").Value));

    [Theory]
    [InlineData("weight")]
    [InlineData("=7")]
    [InlineData("weight:kg=7")]
    [InlineData("weight:=7")]
    [InlineData("weight:int=heavy")]
    [InlineData("weight:int=0x1")]
    [InlineData("weight:int=1__0")]
    [InlineData("weight:float=+-inf")]
    [InlineData("weight:json={7")]
    public void Refuses_an_assignment(string assignment) => Assert.Throws<VariableException>(() => Variables.Parse(assignment));

    [Fact]
    public void Names_the_type_that_was_meant() =>
        Assert.Contains("Did you mean 'float'?", Assert.Throws<VariableException>(() => Variables.Parse("x:flaot=7")).Message);

    [Fact]
    public void Does_not_show_a_value_that_is_refused() =>
        Assert.DoesNotContain("s3cret", Assert.Throws<VariableException>(() => Variables.Parse("x:int=s3cret")).Message);

    [Fact]
    public void Lets_later_files_win_over_earlier_ones_and_assignments_over_all()
    {
        var one = Write("one.json", """{"configuration": {"hub": "1", "lanes": 11}, "secrets": {"a": {"x": 1, "y": 1}}, "known": "K"}""");
        var two = Write("two.json", """{"configuration": {"hub": "2", "doors": 2}, "secrets": {"a": {"x": 2}}}""");
        var variables = Read(["doors=v", "doors=w"], [one, two]);
        Assert.Equal("""{"hub":"2","lanes":11,"doors":"w"}""", JsonText.Of(variables.Configuration));
        Assert.Equal("""{"a":{"x":2}}""", JsonText.Of(variables.Secrets));
    }

    [Fact]
    public void Takes_other_files_literally_into_the_environment()
    {
        var path = Write("literal.env", "# no\nQ=\"a b\"\n  R=$Q and ${Q}  \r\n\nH=x # y\nS = z\nexport E=e\nN=\n");
        Read([], [path]);
        Assert.Equal([("Q", "\"a b\""), ("R", "$Q and ${Q}"), ("H", "x # y"), ("S ", " z"), ("export E", "e"), ("N", "")], set);
    }

    [Theory]
    [InlineData("empty.json")]
    [InlineData("empty.yaml")]
    [InlineData("empty")]
    public void Reads_nothing_from_an_empty_file(string name)
    {
        var variables = Variables.Read([], [Write(name, "\n")], _ => throw new InvalidOperationException("read"), (_, _) => { });
        Assert.Empty(variables.Configuration);
    }

    [Fact]
    public void Calls_a_missing_file_an_error_of_usage() => Assert.Throws<VariableException>(() => Read([], [Path.Combine(folder, "absent.json")]));

    [Theory]
    [InlineData("list.json", "[1]")]
    [InlineData("text.json", """{"configuration": "x"}""")]
    [InlineData("lines.env", "A=1\nno equals sign\n")]
    [InlineData("nameless.env", "=1\n")]
    public void Refuses_a_file_that_is_not_what_it_should_be(string name, string text) => Assert.Throws<LoadingException>(() => Read([], [Write(name, text)]));

    private Variables Read(string[] assignments, string[] files) =>
        Variables.Read(assignments, files, path => JsonNode.Parse(File.ReadAllText(path)), (name, value) => set.Add((name, value)));

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
