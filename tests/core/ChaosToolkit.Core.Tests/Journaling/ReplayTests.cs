using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Values;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Journaling;

public class ReplayTests
{
    private static readonly Dictionary<string, string> Experiments = new()
    {
        ["plain"] = $"{{'title': 't ${{v}}', 'configuration': {{'v': 1.0}}, 'steady-state-hypothesis': {{'title': 'h', 'probes': [{Probe("p")}]}}, 'method': [{Activity("a")}, {Activity("b", returns: "[1, 2.0, {'x': null}]")}], 'rollbacks': [{Activity("r")}]}}",
        ["unmet"] = $"{{'title': 't', 'steady-state-hypothesis': {{'title': 'h', 'probes': [{Probe("p", "false")}]}}, 'method': [{Activity("a")}]}}",
        ["failing"] = $"{{'title': 't', 'method': [{Activity("fails")}, {Activity("b", returns: "1e300")}], 'rollbacks': []}}",
        ["aborted"] = $"{{'title': 't', 'method': [{Activity("breaks")}, {Activity("b")}], 'rollbacks': [{Activity("r")}]}}",
        ["interrupted"] = $"{{'title': 't', 'method': [{Activity("stops")}, {Activity("b")}], 'rollbacks': [{Activity("r")}]}}",
        ["background"] = $"{{'title': 't', 'method': [{Activity("a", ", 'background': true")}, {Activity("b")}, {Activity("c", ", 'background': true")}]}}",
        ["undone"] = $"{{'title': 't', 'method': [{Activity("a", ", 'undo': {'provider': {'type': 'scripted'}}")}, {Activity("fails", ", 'undo': [{'name': 'x', 'provider': {'type': 'scripted'}}, {'name': 'fails', 'provider': {'type': 'scripted'}}]")}]}}",
        ["unusual"] = $"{{'title': '\\u00e9\\u2028\\ud83d\\ude00 / ~', 'method': [{Activity("a", returns: "12345678901234567890123")}], 'mine': {{'deep': [[[]]]}}}}",
    };

    // What controls do, by callback; each is tried with each experiment.
    private static readonly Dictionary<string, Action<ControlContext>> Changes = new()
    {
        ["of an entry"] = context => Touch(context, "after activity", state => state["output"] = new JsonObject { ["a/b~c"] = 1.0, ["n"] = double.NaN }),
        ["of the state's members"] = context => Touch(context, "after hypothesis", state => (state["more"], _) = (true, state.Remove("probes"))),
        ["of the experiment"] = context =>
        {
            var experiment = context.Experiment!; // never while loading here
            experiment["title"] = "other";
            experiment["list"] = new JsonArray((experiment["list"] as JsonArray ?? []).Select(item => item?.DeepClone()).Append(Value.Integer(7)).ToArray());
        },
        ["of the configuration"] = context => context.Configuration["w"] = Value.Bytes([104, 105]),
        ["of order"] = context =>
        {
            var experiment = context.Experiment!; // never while loading here
            var (key, value) = experiment.First();
            experiment.Remove(key);
            experiment[key] = value;
        },
        ["of the journal"] = context => Touch(context, "after experiment", state =>
        {
            state["run"] = new JsonArray(((JsonArray)state["run"]!).Reverse().Select(item => item?.DeepClone()).ToArray());
            state["deviated"] = true;
            state.Remove("node");
        }),
        ["of the list of runs"] = context => TouchList(context, "after method", list =>
        {
            list.Insert(0, new JsonObject { ["mine"] = 1 });
            list.RemoveAt(list.Count - 1);
        }),
    };

    public static TheoryData<string, string> All =>
        new(Experiments.Keys.SelectMany(experiment => Changes.Keys.Prepend("none").Select(change => (experiment, change))));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Of_a_log_gives_the_journal_byte_for_byte(string experiment, string change)
    {
        await using var run = new LoggedRun();
        run.Run.Script.Throws("fails", () => new ActivityFailedException("It is broken."));
        run.Run.Script.Throws("breaks", () => new InvalidOperationException("Nobody foresaw it."));
        run.Run.Script.Throws("stops", () => new ExitRequestedException("20"));
        var text = Experiments[experiment];
        if (change != "none")
        {
            text = text[..^1] + $", 'controls': [{Control("c")}]}}";
            foreach (var moment in (string[])["configure", "cleanup", .. new[] { "before", "after" }.SelectMany(when =>
                new[] { "experiment", "hypothesis", "method", "rollback", "activity" }.Select(level => $"{when} {level}"))])
            {
                run.Run.Script.Controls[$"c {moment}"] = (context, _) =>
                {
                    Changes[change](context);
                    return ValueTask.CompletedTask;
                };
            }
        }

        await run.PlayAsync(text);

        var replayed = JournalMembers.Replay(run.Kept!.LogPath, run.Log);
        Assert.Equal(File.ReadAllText(run.JournalPath), Encoding.UTF8.GetString(JsonText.BytesOf(replayed, indented: true)) + "\n");
    }

    [Fact]
    public async Task Knows_the_configuration_as_controls_changed_it()
    {
        await using var run = new LoggedRun();
        run.Run.Script.Controls["c before experiment"] = (context, _) =>
        {
            context.Configuration["v"] = "new";
            return ValueTask.CompletedTask;
        };

        await run.PlayAsync($"{{'title': 't', 'configuration': {{'v': 'old'}}, 'controls': [{Control("c")}], 'method': [{Activity("a", ", 'undo': {'provider': {'type': 'scripted', 'returns': '${v}'}}")}]}}");

        Assert.Equal("new", (string?)RunState.Of(run.Log.Events).Configuration["v"]);
        Assert.Equal("new", (string?)run.Log.Events.OfType<ActionIntended>().Single().Undo[0]!["provider"]!["returns"]);
    }

    private static void Touch(ControlContext context, string when, Action<JsonObject> change)
    {
        if (context.State is JsonObject state && when == $"after {context.Level.ToString().ToLowerInvariant()}")
        {
            change(state);
        }
    }

    private static void TouchList(ControlContext context, string when, Action<JsonArray> change)
    {
        if (context.State is JsonArray { Count: > 0 } state && when == $"after {context.Level.ToString().ToLowerInvariant()}")
        {
            change(state);
        }
    }
}
