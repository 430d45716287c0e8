namespace ChaosToolkit.Cli.Terminal;

/// <summary>Where rows can be written over, and how text looks.</summary>
public sealed class SurroundingsTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Is_live_on_a_terminal_only(bool isTerminal, bool expected) => Assert.Equal(expected, Of("TERM=xterm").IsLive(isTerminal));

    [Theory]
    [InlineData("TERM=dumb")]
    [InlineData("CI=true")]
    [InlineData("CI=1")]
    [InlineData("GITHUB_ACTIONS=true")]
    [InlineData("JENKINS_URL=http://ci")]
    public void Is_not_live_in_ci_nor_where_the_terminal_can_do_little(string variable) => Assert.False(Of("TERM=xterm", variable).IsLive(true));

    [Theory]
    [InlineData("CI=false")]
    [InlineData("CI=")]
    [InlineData("NO_COLOR=1")]
    public void Is_live_all_the_same(string variable) => Assert.True(Of("TERM=xterm", variable).IsLive(true));

    [Theory]
    [InlineData("TERM=xterm", true, true)]
    [InlineData("TERM=xterm LANG=de_DE.UTF-8", true, true)]
    [InlineData("TERM=xterm LANG=C.utf8 NO_COLOR=1", false, true)]
    [InlineData("TERM=xterm LANG=POSIX", true, false)]
    [InlineData("TERM=xterm LANG=C.UTF-8 LC_ALL=C", true, false)]
    [InlineData("TERM=linux LANG=C.UTF-8", true, false)]
    [InlineData("TERM=dumb LANG=C.UTF-8", false, true)]
    public void Has_colours_and_signs_where_they_are_wanted_and_there(string variables, bool hasColours, bool hasSigns) =>
        Assert.Equal(new Style(hasColours, hasSigns), Of(variables.Split(' ')).StyleOf(true));

    [Fact]
    public void A_pipe_gets_no_colours() => Assert.False(Of("TERM=xterm").StyleOf(false).HasColours);

    private static Surroundings Of(params string[] variables)
    {
        var byName = variables.Select(variable => variable.Split('=')).GroupBy(parts => parts[0]).ToDictionary(group => group.Key, group => group.Last()[1]);
        return new Surroundings(name => byName.GetValueOrDefault(name));
    }
}
