using static ChaosToolkit.JsonPath.JsonPathDialect;

namespace ChaosToolkit.Tests.JsonPath;

public sealed class Jsonpath2Tests
{
    private const string Shop =
        """
        {"depots": {"north": {"stock": [4, 8, 15, 16, 23, 42], "open": true}, "south": {"stock": [7], "open": false}},
         "carts": [{"id": 1, "total": 30, "items": ["pen", "ink"]}, {"id": 2, "total": 75.5, "items": []}, {"id": 3, "items": ["lamp"], "coupon": null}],
         "pick": "south", "at": 1, "motto": "ship it"}
        """;

    [Theory]
    [InlineData("$.depots.*.open", "[true, false]")]
    [InlineData("$[\"motto\"]", "[\"ship it\"]")]
    [InlineData("$ . carts [ 0 ] . id", "[1]")]
    [InlineData("$.carts[-1].id", "[3]")]
    [InlineData("$.carts[9]", "[]")]
    [InlineData("$.carts[2, 0, -2].id", "[3, 1, 2]")]
    [InlineData("$.carts[0, \"id\", *].id", "[1, 1, 2, 3]")]
    [InlineData("$.motto[0]", "[]")]
    [InlineData("$..open", "[true, false]")]
    [InlineData("$.depots..*", "[{\"stock\": [4, 8, 15, 16, 23, 42], \"open\": true}, {\"stock\": [7], \"open\": false}, [4, 8, 15, 16, 23, 42], true, 4, 8, 15, 16, 23, 42, [7], false, 7]")]
    [InlineData("$..[0].id", "[1]")]
    [InlineData("$.orders", "[]")]
    public void Goes_along_keys_and_indexes(string path, string expected) => Paths.AssertMatches(expected, path, Shop, Jsonpath2);

    [Theory]
    [InlineData("[1:3]", "[1, 2]")]
    [InlineData("[:2]", "[0, 1]")]
    [InlineData("[3:]", "[3, 4]")]
    [InlineData("[:]", "[0, 1, 2, 3, 4]")]
    [InlineData("[::]", "[0, 1, 2, 3, 4]")]
    [InlineData("[::2]", "[0, 2, 4]")]
    [InlineData("[:3:]", "[0, 1, 2]")]
    [InlineData("[-2:]", "[3, 4]")]
    [InlineData("[-15:]", "[0, 1, 2, 3, 4]")]
    [InlineData("[:-15]", "[]")]
    [InlineData("[1:100]", "[1, 2, 3, 4]")]
    [InlineData("[0:99999999999999999999999:2]", "[0, 2, 4]")]
    [InlineData("[::-1]", "[]")]
    [InlineData("[:0:-1]", "[]")]
    [InlineData("[3::-1]", "[]")]
    [InlineData("[3:0:-1]", "[3, 2, 1]")]
    [InlineData("[9:0:-4]", "[1]")]
    [InlineData("[99999999999999999999998:0:-4]", "[2]")]
    [InlineData("[::0]", "[]")]
    public void Slices_as_a_range_of_python(string subscript, string expected) => Paths.AssertMatches(expected, "$" + subscript, "[0, 1, 2, 3, 4]", Jsonpath2);

    [Theory]
    [InlineData("$.carts[*][?(@.total > 50)].id", "[2]")]
    [InlineData("$.carts[?(@.total > 50)]", "[]")]
    [InlineData("$.depots.north[?(@.open = true)].stock[0]", "[4]")]
    [InlineData("$.depots.north[?(@.open = 1)].stock[0]", "[4]")]
    [InlineData("$.carts[*][?(30 >= @.total)].id", "[1]")]
    [InlineData("$.carts[*][?(30.0 = @.total)].id", "[1]")]
    [InlineData("$.carts[*][?(@.total = 75.5)].id", "[2]")]
    [InlineData("$.carts[*][?(@.total != 30)].id", "[2]")]
    [InlineData("$.carts[*][?(@.total <= 1e3)].id", "[1, 2]")]
    [InlineData("$.carts[*][?(@.total)].id", "[1, 2]")]
    [InlineData("$.carts[*][?(@.coupon)].id", "[3]")]
    [InlineData("$.carts[*][?(@.coupon = null)].id", "[3]")]
    [InlineData("$.carts[*][?(@.items = [\"pen\", \"ink\"])].id", "[1]")]
    [InlineData("$.carts[*][?(@ = {\"id\": 3, \"coupon\": null, \"items\": [\"lamp\"]})].id", "[3]")]
    [InlineData("$.carts[*][?(@.items[*] = \"ink\")].id", "[1]")]
    [InlineData("$.carts[*][?(@.items[*] != \"pen\")].id", "[1, 3]")]
    [InlineData("$.carts[*][?(@.items[0] < \"zzz\")].id", "[]")]
    [InlineData("$.carts[*][?(@.id = $.at)].total", "[30]")]
    [InlineData("$.carts[*][?($.carts[*].id > @.id)].id", "[1, 2]")]
    [InlineData("$..[?(@.open = false)].stock[*]", "[7]")]
    [InlineData("$.depots.north.stock[*][?(@ > 16)]", "[23, 42]")]
    [InlineData("$.carts[*][?(@.items[?(@.length() = 2)])].id", "[1]")]
    [InlineData("$.at[?(true < 2)]", "[1]")]
    [InlineData("$.at[?(0)]", "[]")]
    [InlineData("$.at[?(\"no\")]", "[1]")]
    [InlineData("$.at[?({})]", "[]")]
    public void A_filter_tests_the_value_itself(string path, string expected) => Paths.AssertMatches(expected, path, Shop, Jsonpath2);

    [Theory]
    [InlineData("@.total > 10 and @.total < 50", "[1]")]
    [InlineData("@.id = 1 or @.id = 3", "[1, 3]")]
    [InlineData("not @.total = 30", "[2, 3]")]
    [InlineData("not @.total", "[3]")]
    [InlineData("not not @.total", "[1, 2]")]
    [InlineData("@.id = 9 and @.id = 9 or @.id = 1", "[]")]
    [InlineData("@.id = 1 or @.id = 2 and @.total > 50", "[2]")]
    [InlineData("(@.id = 9 and @.id = 9) or @.id = 1", "[1]")]
    [InlineData("not (@.id = 1 or @.id = 2)", "[3]")]
    [InlineData("true and not false", "[1, 2, 3]")]
    [InlineData("@.id = 1 and not @.id = 1", "[]")]
    public void Or_binds_tighter_than_and(string filter, string expected) => Paths.AssertMatches(expected, $"$.carts[*][?({filter})].id", Shop, Jsonpath2);

    [Theory]
    [InlineData("$.carts.length()", "[3]")]
    [InlineData("$.carts[length()]", "[3]")]
    [InlineData("$.carts[*].items.length()", "[2, 0, 1]")]
    [InlineData("$.motto.length()", "[7]")]
    [InlineData("$.depots.length()", "[]")]
    [InlineData("$.motto.length(1)", "[]")]
    [InlineData("$.depots.keys()", "[[\"north\", \"south\"]]")]
    [InlineData("$.depots.keys()[*]", "[\"north\", \"south\"]")]
    [InlineData("$.carts.keys()", "[[0, 1, 2]]")]
    [InlineData("$.motto.keys()", "[]")]
    [InlineData("$.depots.south.values()", "[[[7], false]]")]
    [InlineData("$.depots.south.stock.values()", "[[7]]")]
    [InlineData("$.depots.south.entries()[*]", "[[\"stock\", [7]], [\"open\", false]]")]
    [InlineData("$.depots.south.stock.entries()", "[[[0, 7]]]")]
    [InlineData("$.motto.charAt(0)", "[\"s\"]")]
    [InlineData("$.motto.charAt(-1)", "[\"t\"]")]
    [InlineData("$.motto.charAt($.at)", "[\"h\"]")]
    [InlineData("$.motto.charAt(true)", "[\"h\"]")]
    [InlineData("$.motto.charAt(70)", "[]")]
    [InlineData("$.motto.charAt(1.0)", "[]")]
    [InlineData("$.motto.charAt()", "[]")]
    [InlineData("$.motto.charAt($.carts[*].id)", "[\"h\", \"i\", \"p\"]")]
    [InlineData("$.motto.charAt($.none)", "[]")]
    [InlineData("$.motto.substring(5)", "[\"it\"]")]
    [InlineData("$.motto.substring(0, 4)", "[\"ship\"]")]
    [InlineData("$.motto.substring(-2)", "[\"it\"]")]
    [InlineData("$.motto.substring(4, 2)", "[\"\"]")]
    [InlineData("$.motto.substring($.carts[0:2].id, $.carts[1:3].id)", "[\"h\", \"hi\", \"\", \"i\"]")]
    [InlineData("$.carts[*][?(@.items.length() > 1)].id", "[1]")]
    public void Has_functions_as_steps(string path, string expected) => Paths.AssertMatches(expected, path, Shop, Jsonpath2);

    [Theory]
    [InlineData("$.carts[$.at].id", "[2]")]
    [InlineData("$.depots[$.pick].stock[0]", "[7]")]
    [InlineData("$.carts[$.carts[*].total]", "[]")]
    [InlineData("$.depots[@.keys()[*]].open", "[true, false]")]
    [InlineData("$.depots[$.depots.south.open]", "[]")]
    [InlineData("$.carts[$.depots.south.open].id", "[1]")]
    public void Takes_an_index_or_key_from_another_path(string path, string expected) => Paths.AssertMatches(expected, path, Shop, Jsonpath2);

    [Fact]
    public void Counts_text_by_character()
    {
        Paths.AssertMatches("[3]", "$.length()", "\"a😀b\"");
        Paths.AssertMatches("[\"😀\"]", "$.charAt(1)", "\"a😀b\"");
        Paths.AssertMatches("[\"b\"]", "$.substring(2)", "\"a😀b\"");
    }

    [Fact]
    public void Takes_quoted_text_as_it_stands_escapes_included()
    {
        Paths.AssertMatches("[1]", """$["a\nb"]""", """{"a\\nb": 1, "a\nb": 2}""", Jsonpath2);
        Paths.AssertMatches("[2]", """$["a\nb"]""", """{"a\\nb": 1, "a\nb": 2}""", Rfc9535);
    }

    [Theory]
    [InlineData("$.a[1.0]")]
    [InlineData("$.a[1e2]")]
    [InlineData("$.a[01]")]
    [InlineData("$.a['b']")]
    [InlineData("$.a[b]")]
    [InlineData("$[?@.a]")]
    [InlineData("$[?(@.a == 1)]")]
    [InlineData("$[?(@.a in [1])]")]
    [InlineData("$[?(!@.a)]")]
    [InlineData("$[?(@.a = 1 = 2)]")]
    [InlineData("$.true")]
    [InlineData("$.a-b")]
    [InlineData("$...a")]
    [InlineData("$[]")]
    [InlineData("$[0,]")]
    [InlineData("$[?()]")]
    [InlineData("$.length(")]
    [InlineData("$.length(1,)")]
    [InlineData("$[\"a\u0001\"]")]
    [InlineData("$[\"\\x\"]")]
    public void Refuses_what_its_grammar_does_not_have(string path) => Paths.Refusal(path, Jsonpath2);
}
