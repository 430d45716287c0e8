using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Secrets;

public class SecretMaskTests
{
    [Theory]
    [InlineData("token is s3cret-Value!", "token is ***")]
    [InlineData("s3cret-Value!s3cret-Value!", "******")]
    [InlineData("s3cret-valuE!", "s3cret-valuE!")]
    [InlineData("s3cret%2DValue%21 s3cret-Value%21", "s3cret%2DValue%21 ***")]
    [InlineData("nothing", "nothing")]
    public void Masks_by_value(string text, string masked) => Assert.Equal(masked, Of("s3cret-Value!").Apply(text));

    [Fact]
    public void Masks_base64_in_each_alignment_with_the_characters_at_its_borders()
    {
        var mask = Of("s3cret-Value!");
        foreach (var around in (string[])["", "a", "ab", "abc", "user:"])
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(around + "s3cret-Value!" + around));
            var masked = mask.Apply($"Basic {encoded}.");

            Assert.Contains("***", masked);
            Assert.StartsWith("Basic " + encoded[..(around.Length * 8 / 6)] + "***", masked);
            Assert.DoesNotContain("=", around.Length == 0 ? masked : "");
        }
    }

    [Fact]
    public void Masks_base64_that_is_broken_into_lines()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', 50) + "s3cret-Value!" + new string('y', 50)), Base64FormattingOptions.InsertLineBreaks);

        Assert.Contains("***", Of("s3cret-Value!").Apply(encoded));
    }

    [Fact]
    public void Masks_secrets_that_overlap_as_one() => Assert.Equal("<***>", Of("abcdef", "defghi").Apply("<abcdefghi>"));

    [Fact]
    public void Masks_what_is_left_of_a_secret_where_a_long_value_was_cut() => Assert.Equal("\"***… (2000 characters)", Of("s3cret-Value!").Apply("\"s3cret-V… (2000 characters)"));

    [Fact]
    public void Leaves_values_that_are_too_short() => Assert.True(Of("abc", "  x ").IsEmpty);

    [Fact]
    public void Masks_texts_but_no_keys_and_numbers()
    {
        var value = new JsonObject { ["12345"] = 12345, ["text"] = "12345", ["list"] = new JsonArray("a12345b", null, true) };

        Assert.Equal("""{"12345":12345,"text":"***","list":["a***b",null,true]}""", JsonText.Of(Of("12345").Apply(value)));
        Assert.Equal("12345", (string)value["text"]!);
    }

    [Fact]
    public void Gives_back_the_value_itself_where_there_is_nothing_to_mask()
    {
        var value = new JsonObject { ["text"] = "hello" };

        Assert.Same(value, Of("12345").Apply(value));
        Assert.Same(value, new SecretMask().ApplyToJournal(value));
    }

    [Fact]
    public void Masks_secrets_of_several_lines_in_lists_of_lines()
    {
        var lines = new JsonArray("Traceback\n", "  key one\n", "key two\n", "end\n");

        Assert.Equal("""["Traceback\n","  ***\n","end\n"]""", JsonText.Of(Of("key one\nkey two").Apply(lines)));
    }

    [Fact]
    public void Leaves_what_stands_in_the_experiment_and_statuses_as_they_are()
    {
        var mask = Of("completed", "north", "token-1");
        mask.KeepWritten(ScriptedRun.Json("{'title': 'up north'}"));
        var journal = ScriptedRun.Json(
            """
            {'status': 'completed', 'experiment': {'title': 'up north', 'added': 'token-1'}, 'note': 'completed',
             'run': [{'activity': {'name': 'up north', 'x': 'north'}, 'status': 'completed', 'output': 'up north', 'exception': ['token-1\n']}],
             'verdict': {'outcome': 'completed', 'reasons': [{'what': 'token-1', 'where': '/north', 'expected': null, 'observed': ['token-1']}]}}
            """);

        Assert.Equal(
            """
            {"status":"completed","experiment":{"title":"up north","added":"***"},"note":"***","run":[{"activity":{"name":"up north","x":"***"},"status":"completed","output":"up ***","exception":["***\n"]}],"verdict":{"outcome":"completed","reasons":[{"what":"***","where":"/north","expected":null,"observed":["***"]}]}}
            """,
            JsonText.Of(mask.ApplyToJournal(journal)));
    }

    [Fact]
    public void Masks_nothing_once_it_is_off()
    {
        var mask = Of("s3cret-Value!");
        mask.TurnOff();
        mask.Add(["another"]);

        Assert.Equal("s3cret-Value! another", mask.Apply("s3cret-Value! another"));
    }

    private static SecretMask Of(params string[] secrets)
    {
        var mask = new SecretMask();
        mask.Add(secrets);
        return mask;
    }
}
