using System.Text.Json.Nodes;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class ControlOrderTests
{
    private static readonly JsonObject Globals = Json("{'g1': {'provider': {'type': 'scripted'}}, 'g2': {'provider': {'type': 'scripted'}}}");

    [Fact]
    public async Task Is_that_of_declaration_before_and_after_alike()
    {
        await using var run = new ScriptedRun();
        run.Engine.Controls.AddGlobals(Globals);

        await run.PlayAsync($$"""
            {'title': 't', 'controls': [{{Control("e")}}],
             'steady-state-hypothesis': {'title': 'h', 'controls': [{{Control("h")}}], 'probes': [{{Probe("p", more: $", 'controls': [{Control("o")}]")}}]},
             'method': [{{Activity("a")}}], 'rollbacks': []}
            """);

        Assert.Equal("g1 g2 e", Called(run, "before experiment"));
        Assert.Equal("g1 g2 e", Called(run, "after experiment"));
        Assert.Equal("e g1 g2 h", Once(Called(run, "before hypothesis")));
        Assert.Equal("e g1 g2 h", Once(Called(run, "after hypothesis")));
        Assert.Equal("g1 g2 e", Called(run, "before method"));
        Assert.Equal("g1 g2 e", Called(run, "after rollback"));
        Assert.Equal("e g1 g2 o e g1 g2 e g1 g2 o", Called(run, "before activity"));
        Assert.Equal("e g1 g2 o e g1 g2 e g1 g2 o", Called(run, "after activity"));
        Assert.Equal("g1 g2 e h o", Called(run, "configure"));
        Assert.Equal("g1 g2 e h o", Called(run, "cleanup"));
    }

    [Fact]
    public async Task Keeps_globals_alone_where_nothing_is_declared_and_one_that_is_not_automatic_at_its_own_level()
    {
        await using var run = new ScriptedRun();
        run.Engine.Controls.AddGlobals(Globals);
        await run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", $", 'controls': [{Control("o")}]")}]}}");
        Assert.Equal("g1 g2 o", Called(run, "before activity"));
        Assert.Equal("g1 g2", Called(run, "before method"));

        await using var other = new ScriptedRun();
        await other.PlayAsync($"{{'title': 't', 'controls': [{Control("e", ", 'automatic': false")}, {Control("f")}], 'method': [{Activity("a", ", 'controls': [{'ref': 'e'}]")}, {Activity("b")}]}}");
        Assert.Equal("e f", Called(other, "before experiment"));
        Assert.Equal("f", Called(other, "before method"));
        Assert.Equal("f e f", Called(other, "before activity"));
    }

    [Fact]
    public async Task Lets_an_own_control_replace_those_of_its_name()
    {
        await using var run = new ScriptedRun();
        run.Engine.Controls.AddGlobals(Globals);
        List<string?> who = [];
        run.Script.Controls["x before activity"] = (context, _) => Add(context.Control);
        run.Script.Controls["g1 before activity"] = (context, _) => Add(context.Control);

        await run.PlayAsync($$"""
            {'title': 't', 'controls': [{{Control("x", ", 'who': 'experiment'")}}],
             'method': [{{Activity("a", $", 'controls': [{Control("x", ", 'who': 'own'")}, {Control("g1", ", 'who': 'own'")}]")}}]}
            """);

        Assert.Equal("g2 x g1", Called(run, "before activity"));
        Assert.Equal(["own", "own"], who);

        ValueTask Add(JsonObject control)
        {
            who.Add((string?)control["who"]);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task Leaves_out_what_a_scope_says_and_what_cannot_be_loaded()
    {
        await using var run = new ScriptedRun();

        await run.PlayAsync($$"""
            {'title': 't', 'controls': [{{Control("b", ", 'scope': 'before'")}}, {'name': 'n', 'provider': {'type': 'nobody'} }, {{Control("a", ", 'scope': 'after'")}}, {'name': 'bare'}],
             'method': []}
            """);

        Assert.Equal("b", Called(run, "before method"));
        Assert.Equal("a", Called(run, "after method"));
    }

    [Fact]
    public async Task Drops_a_global_control_that_cannot_be_configured_and_no_other()
    {
        await using var run = new ScriptedRun();
        run.Engine.Controls.AddGlobals(Globals);
        run.Script.Controls["g1 configure"] = (_, _) => throw new InvalidOperationException("no");
        run.Script.Controls["e configure"] = (_, _) => throw new InvalidOperationException("no");

        await run.PlayAsync($"{{'title': 't', 'controls': [{Control("e")}], 'method': []}}");

        Assert.Equal("g2 e", Called(run, "before method"));
        Assert.Equal("g2 e", Called(run, "cleanup"));
    }

    [Fact]
    public async Task Configures_and_cleans_up_each_name_once_and_shows_settings_to_globals_only()
    {
        await using var run = new ScriptedRun(Json("{'mine': 1}"));
        run.Engine.Controls.AddGlobals(Globals);
        List<string> seen = [];
        foreach (var name in (string[])["g1", "e"])
        {
            run.Script.Controls[$"{name} configure"] = (context, _) =>
            {
                seen.Add($"{name} {context.Settings?["runtime"]?["rollbacks"]?["strategy"]} {context.Arguments?["x"]}");
                return ValueTask.CompletedTask;
            };
        }

        await run.PlayAsync($$"""
            {'title': 't', 'configuration': {'v': 1}, 'controls': [{'name': 'e', 'provider': {'type': 'scripted', 'arguments': {'x': '${v}'} } }],
             'method': [{{Activity("a", $", 'controls': [{Control("e")}]")}}]}
            """);

        Assert.Equal("g1 g2 e", Called(run, "configure"));
        Assert.Equal("g1 g2 e", Called(run, "cleanup"));
        Assert.Equal(["g1 default ", "e  ${v}"], seen);
    }

    private static string Called(ScriptedRun run, string what) =>
        string.Join(' ', run.Script.Calls.Where(call => call.EndsWith(' ' + what, StringComparison.Ordinal)).Select(call => call.Split(' ')[0]));

    // The hypothesis is checked twice.
    private static string Once(string calls)
    {
        var half = calls[..(calls.Length / 2)];
        Assert.Equal($"{half} {half}", calls);
        return half;
    }
}
