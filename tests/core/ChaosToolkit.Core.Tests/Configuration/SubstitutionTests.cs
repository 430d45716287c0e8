using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

public class SubstitutionTests
{
    private static readonly JsonObject Names = SampleJson.Members(
        """{"name": "NAME", "first-name": "FIRST", "first.name": "DOTTED", "_private": "PRIVATE", "n2": "N2", "2n": "2N"}""");

    [Theory]
    [InlineData("$name", "NAME")]
    [InlineData("x$name", "xNAME")]
    [InlineData("${name}", "NAME")]
    [InlineData("$name!", "NAME!")]
    [InlineData("$name_x", "$name_x")]
    [InlineData("$name-x", "NAME-x")]
    [InlineData("$name.x", "NAME.x")]
    [InlineData("${name}x", "NAMEx")]
    [InlineData("$$name", "$name")]
    [InlineData("$${name}", "${name}")]
    [InlineData("$$", "$")]
    [InlineData("$$$name", "$NAME")]
    [InlineData("$$$$", "$$")]
    [InlineData("$", "$")]
    [InlineData("x$", "x$")]
    [InlineData("$ name", "$ name")]
    [InlineData("$5", "$5")]
    [InlineData("${}", "${}")]
    [InlineData("${ name }", "${ name }")]
    [InlineData("${name", "${name")]
    [InlineData("$name}", "NAME}")]
    [InlineData("${NAME}", "${NAME}")]
    [InlineData("$NAME", "$NAME")]
    [InlineData("${first-name}", "${first-name}")]
    [InlineData("${first.name}", "${first.name}")]
    [InlineData("${_private}", "PRIVATE")]
    [InlineData("$_private", "PRIVATE")]
    [InlineData("${n2}", "N2")]
    [InlineData("$n2", "N2")]
    [InlineData("${2n}", "${2n}")]
    [InlineData("${name}${n2}", "NAMEN2")]
    [InlineData("$nameé", "NAMEé")]
    [InlineData("%name", "%name")]
    [InlineData("#{name}", "#{name}")]
    [InlineData("", "")]
    public void Treats_dollars_as_a_template_of_Python_does(string text, string expected)
    {
        Assert.Equal(expected, Substitution.ApplyText(text, Names, []));
        Assert.Equal(expected, Value.AsText(Substitution.Apply(text, Names, [])));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("2.0")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[\"a\",3]")]
    [InlineData("{\"a\":{\"b\":null}}")]
    public void Gives_a_whole_reference_the_value_with_its_type(string json)
    {
        var value = Substitution.Apply("${it}", SampleJson.Members($$"""{"it": {{json}}}"""), []);
        Assert.Equal(json, JsonText.Of(value));
    }

    [Theory]
    [InlineData("4", "4")]
    [InlineData("0.5", "0.5")]
    [InlineData("2.0", "2.0")]
    [InlineData("1e-7", "1e-07")]
    [InlineData("true", "True")]
    [InlineData("null", "None")]
    [InlineData("[1, \"a\", {\"b\": false}]", "[1, 'a', {'b': False}]")]
    public void Writes_an_embedded_value_as_Python_prints_it(string json, string expected)
    {
        var configuration = SampleJson.Members($$"""{"it": {{json}}}""");
        Assert.Equal($"<{expected}>", Substitution.ApplyText("<${it}>", configuration, []));
        Assert.Equal(expected, Value.AsText(Substitution.Apply("$it", configuration, [])));
    }

    [Fact]
    public void Goes_into_lists_and_objects_but_not_into_keys()
    {
        var value = SampleJson.Node("""{"${pool}": 1, "a": ["${pool}", {"b": "x-${pool}", "c": [7, true, null, 0.5, ""]}], "e": {}}""");
        var before = JsonText.Of(value);
        var result = Substitution.Apply(value, SampleJson.Members("""{"pool": ["g", 1]}"""), []);
        Assert.Equal("""{"${pool}":1,"a":[["g",1],{"b":"x-['g', 1]","c":[7,true,null,0.5,""]}],"e":{}}""", JsonText.Of(result));
        Assert.Equal(before, JsonText.Of(value));
        Assert.Null(result!.Parent);
    }

    [Fact]
    public void Looks_into_the_configuration_then_into_the_scopes_in_their_order()
    {
        var configuration = SampleJson.Members("""{"endpoint": "from-configuration", "nothing": null}""");
        var secrets = SampleJson.Members("""{"zeta": {"endpoint": "z", "token": "z", "nothing": 1}, "alpha": {"token": "a", "user": {"name": "u"}}, "plain": "p"}""");
        Assert.Equal("from-configuration z {'name': 'u'} None", Substitution.ApplyText("$endpoint $token $user $nothing", configuration, secrets));
        Assert.Equal("$zeta $name $plain", Substitution.ApplyText("$zeta $name $plain", configuration, secrets));
    }

    [Fact]
    public void Does_not_look_again_at_what_it_put_in()
    {
        var configuration = SampleJson.Members("""{"host": "h", "address": "amqp://${host}", "pair": ["${host}"]}""");
        Assert.Equal("amqp://${host}", Substitution.ApplyText("${address}", configuration, []));
        Assert.Equal("""["${host}"]""", JsonText.Of(Substitution.Apply("${pair}", configuration, [])));
    }

    [Fact]
    public void Keeps_bytes_as_bytes()
    {
        var configuration = new JsonObject { ["payload"] = Value.Bytes([0xff, 0]) };
        Assert.Equal([0xff, 0], Value.AsBytes(Substitution.Apply("${payload}", configuration, [])));
        Assert.Equal("b'\\xff\\x00'", Substitution.ApplyText("$payload", configuration, []));
    }

    [Fact]
    public void Gives_copies_so_that_a_value_can_be_used_twice()
    {
        var configuration = SampleJson.Members("""{"list": [1]}""");
        var both = new JsonArray(Substitution.Apply("${list}", configuration, []), Substitution.Apply("${list}", configuration, []));
        ((JsonArray)both[0]!).Add(2);
        Assert.Equal("[[1,2],[1]]", JsonText.Of(both));
        Assert.Equal("""{"list":[1]}""", JsonText.Of(configuration));
    }

    [Theory]
    [InlineData("${a}", false)]
    [InlineData("${b}", true)]
    [InlineData("x ${a} ${b}", true)]
    [InlineData("$b$", false)]
    [InlineData("$${b}", false)]
    public void Knows_whether_a_reference_in_braces_is_left(string text, bool expected) =>
        Assert.Equal(expected, Substitution.HasUnknown(text, SampleJson.Members("""{"a": 1}"""), []));
}
