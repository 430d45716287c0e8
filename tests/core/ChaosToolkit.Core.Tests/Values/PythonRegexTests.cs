using System.Text.RegularExpressions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Values;

public class PythonRegexTests
{
    // Each as Python 3.11's re.search answers.
    [Theory]
    [InlineData("east=(?P<state>[a-z]+) west=(?P=state)", "east=up west=up\n", true)]
    [InlineData("^retry: !{,2}$", "retry: !!\n", true)]
    [InlineData("^retry: !{,2}$", "retry: !!!\n", false)]
    [InlineData("ready\\Z", "ready", true)]
    [InlineData("ready\\Z", "ready\n", false)]
    [InlineData("ready$", "ready\n", true)]
    [InlineData("ready$", "ready\n\n", false)]
    [InlineData("^b", "a\nb", false)]
    [InlineData("(?m)^b$", "a\nb\nc", true)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("(?i)straße", "STRAßE", true)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("(?i)(?-i:a)b", "aB", true)]
    [InlineData("(?x) a b # comment\n [ ] c", "ab c", true)]
    [InlineData("\\d", "٣", true)]
    [InlineData("(?a)\\d", "٣", false)]
    [InlineData("^\\w+$", "größe_²Ⅷ", true)]
    [InlineData("\\w", "\u203F", false)]
    [InlineData("(?a)^\\w+$", "größe", false)]
    [InlineData("\\s", "\u001C", true)]
    [InlineData("[\\S]", "\u001C", false)]
    [InlineData("\\bé", "é", true)]
    [InlineData("\\B", "", false)]
    [InlineData("^[a-z-[aeiou]]$", "b]", true)]
    [InlineData("^[a-z-[aeiou]$", "-", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[^]]", "]", false)]
    [InlineData("[a&&b]", "&", true)]
    [InlineData("[\\b]", "\b", true)]
    [InlineData("a{2", "a{2", true)]
    [InlineData("a{,}b", "aaab", true)]
    [InlineData("a{1}{", "a{", true)]
    [InlineData("\\101\\x41\\u0041\\07\\0", "AAA\a\0", true)]
    [InlineData("(a)(?P<n>b)(c)\\1\\2\\3", "abcabc", true)]
    [InlineData("(a)?(?(1)b|c)", "ab", true)]
    [InlineData("^(?P<q>\")?x(?(q)\"|$)", "\"x", false)]
    [InlineData("a++a", "aaa", false)]
    [InlineData("(?>a+)b", "aab", true)]
    [InlineData("a*+b", "aab", true)]
    [InlineData("(?<=ab)c", "abc", true)]
    [InlineData("(?#why)a", "a", true)]
    [InlineData("^\U0001F600+$", "😀😀", true)]
    [InlineData("^[\U0001F600-\U0001F64F]+$", "😀🙏", true)]
    [InlineData("^[^\U0001F600]$", "😀", false)]
    [InlineData("^[^\U0001F600]$", "🙏", true)]
    [InlineData("\\{\\$\\-\\é", "{$-é", true)]
    [InlineData("(?:)*x", "x", true)]
    public void Finds_what_Python_finds(string pattern, string text, bool expected) => Assert.Equal(expected, PythonRegex.Compile(pattern).IsMatch(text));

    [Fact]
    public void Numbers_named_groups_among_the_others()
    {
        var regex = PythonRegex.Compile("(?P<first>a)(b)(?P<last>c)");
        var match = regex.Search("xabc")!;

        Assert.Equal(["a", "b", "c"], Enumerable.Range(1, 3).Select(number => match.Groups[number].Value));
        Assert.Equal(3, regex.Groups["last"]);
    }

    // The words of Python 3.11.
    [Theory]
    [InlineData("(", "missing ), unterminated subpattern at position 0", 0)]
    [InlineData("a)", "unbalanced parenthesis at position 1", 1)]
    [InlineData("[a", "unterminated character set at position 0", 0)]
    [InlineData("*a", "nothing to repeat at position 0", 0)]
    [InlineData("^*", "nothing to repeat at position 1", 1)]
    [InlineData("a**", "multiple repeat at position 2", 2)]
    [InlineData("a{2}{3}", "multiple repeat at position 4", 4)]
    [InlineData("a{3,2}", "min repeat greater than max repeat at position 1", 1)]
    [InlineData("\\", "bad escape (end of pattern) at position 0", 0)]
    [InlineData("a\\p{L}", "bad escape \\p at position 1", 1)]
    [InlineData("\\N{DIGIT ONE}", "bad escape \\N at position 0", 0)]
    [InlineData("\\z", "bad escape \\z at position 0", 0)]
    [InlineData("[\\8]", "bad escape \\8 at position 1", 1)]
    [InlineData("\\x4", "incomplete escape \\x4 at position 0", 0)]
    [InlineData("\\400", "octal escape value \\400 outside of range 0-0o377 at position 0", 0)]
    [InlineData("\\1", "invalid group reference 1 at position 1", 1)]
    [InlineData("(\\1)", "cannot refer to an open group at position 1", 1)]
    [InlineData("(?P=n)", "unknown group name 'n' at position 4", 4)]
    [InlineData("(?P<n>a)(?P<n>b)", "redefinition of group name 'n' as group 2; was group 1 at position 12", 12)]
    [InlineData("(?P<1>a)", "bad character in group name '1' at position 4", 4)]
    [InlineData("(?P<>a)", "missing group name at position 4", 4)]
    [InlineData("(?P>n)", "unknown extension ?P> at position 1", 1)]
    [InlineData("(?<n>a)", "unknown extension ?<n at position 1", 1)]
    [InlineData("(?'n'a)", "unknown extension ?' at position 1", 1)]
    [InlineData("a(?i)b", "global flags not at the start of the expression at position 1", 1)]
    [InlineData("(?L)a", "bad inline flags: cannot use 'L' flag with a str pattern at position 3", 3)]
    [InlineData("(?i", "missing -, : or ) at position 3", 3)]
    [InlineData("(?#a", "missing ), unterminated comment at position 0", 0)]
    [InlineData("(?(1)a|b|c)(d)", "conditional backref with more than two branches at position 8", 8)]
    [InlineData("(?(2)a)(b)", "invalid group reference 2 at position 3", 3)]
    [InlineData("[z-a]", "bad character range z-a at position 1", 1)]
    [InlineData("[a-\\d]", "bad character range a-\\d at position 1", 1)]
    [InlineData("(?<=a+)b", "look-behind requires fixed-width pattern", 0)]
    public void Refuses_what_Python_refuses(string pattern, string message, int offset)
    {
        var error = Assert.Throws<PythonRegexSyntaxException>(() => PythonRegex.Compile(pattern));

        Assert.Equal((message, offset), (error.Message, error.Offset));
    }

    [Fact]
    public void Takes_flags_from_the_caller() =>
        Assert.True(PythonRegex.Compile("a B.$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace).IsMatch("Ab\n"));

    [Fact]
    public void Gives_up_on_a_search_that_takes_too_long()
    {
        var error = Assert.Throws<ChaosException>(() => PythonRegex.Compile("^(\\w+\\s?)*$").IsMatch(new string('a', 60) + "!"));

        Assert.Contains("took longer than 2 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_groups_nested_without_end() =>
        Assert.Throws<PythonRegexSyntaxException>(() => PythonRegex.Compile(new string('(', 100_000)));
}
