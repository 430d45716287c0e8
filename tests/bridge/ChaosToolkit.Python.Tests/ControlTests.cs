using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Python.Tests;

public sealed class ControlTests
{
    private const string Echo = "import json, logging\ndef note(**values):\n    logging.getLogger('chaostoolkit').info(json.dumps(values))\n";

    private readonly JsonObject experiment = Parse(
        """{"title":"t","extensions":[{"name":"owner"}],"method":[{"type":"action","name":"one"},{"type":"probe","name":"two"}],"rollbacks":[{"name":"undo"}]}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static async Task<IControl> LoadAsync(PythonWorld world, string module, string text, JsonObject? arguments = null)
    {
        world.Module(module, text);
        await world.KnowFolder();
        var control = new JsonObject { ["name"] = module, ["provider"] = new JsonObject { ["type"] = "python", ["module"] = module, ["arguments"] = arguments } };
        return await new PythonControlProvider(world.Services).LoadAsync(control, Token) ?? throw new InvalidOperationException("no control");
    }

    private ControlContext Context(PythonWorld world, ControlLevel level, JsonNode? context = null, JsonNode? state = null, JsonObject? settings = null, JsonObject? arguments = null, RunEvents? events = null) => new()
    {
        Level = level,
        Control = [],
        Context = context ?? experiment,
        State = state,
        Experiment = experiment,
        Configuration = world.Configuration,
        Secrets = world.Secrets,
        Settings = settings,
        Arguments = arguments,
        Events = events,
    };

    [Fact]
    public async Task Hands_callbacks_what_they_ask_for_by_name()
    {
        await using var world = new PythonWorld();
        world.Configuration["size"] = 7;
        world.Secrets["db"] = new JsonObject { ["token"] = "d" };
        var control = await LoadAsync(world, "curious", Echo + """
            def configure_control(experiment, configuration, secrets, settings, team):
                note(title=experiment["title"], configuration=configuration, secrets=secrets, settings=settings, team=team)
            def before_experiment_control(context, experiment, configuration, secrets, settings, extensions, state, team):
                note(same=experiment is context, extensions=extensions, state=state, team=team, settings=settings)
            def before_activity_control(context, experiment, team):
                note(same=context is experiment["method"][1])
            def after_activity_control(context, **others):
                note(others=others)
            def cleanup_control():
                note(cleanup=True)
            """);
        await control.ConfigureAsync(Context(world, ControlLevel.Experiment, arguments: new() { ["team"] = "${team}" }), Token);
        await control.BeforeAsync(Context(world, ControlLevel.Experiment, settings: new() { ["a"] = 1 }, arguments: new() { ["team"] = "blue" }), Token);
        await control.BeforeAsync(Context(world, ControlLevel.Activity, experiment["method"]![1], arguments: new() { ["team"] = "blue" }), Token);
        await control.AfterAsync(Context(world, ControlLevel.Activity, experiment["method"]![1], arguments: new() { ["team"] = "blue" }), Token);
        await control.CleanupAsync(Context(world, ControlLevel.Experiment), Token);
        Assert.Equal(
            [
                """{"title": "t", "configuration": {"size": 7}, "secrets": {"db": {"token": "d"}}, "settings": null, "team": "${team}"}""",
                """{"same": true, "extensions": [{"name": "owner"}], "state": null, "team": "blue", "settings": {"a": 1}}""",
                """{"same": true}""",
                """{"others": {"team": "blue"}}""",
                """{"cleanup": true}""",
            ],
            world.Log.Where(record => record.State is PythonLogOrigin && record.Level == LogLevel.Information).Select(record => record.Message));
    }

    [Fact]
    public async Task What_a_callback_changes_in_place_the_run_sees_in_the_same_objects()
    {
        await using var world = new PythonWorld();
        world.Configuration["region"] = "north";
        var control = await LoadAsync(world, "changing", """
            def configure_control(configuration, secrets):
                configuration["region"] = configuration["region"].upper()
                secrets["made"] = {"token": "made up"}
            def before_method_control(context, experiment):
                experiment["method"].append({"type": "probe", "name": "added"})
                context["rollbacks"].insert(0, {"name": "first"})
                context["method"][0]["pauses"] = {"before": 1.0, "after": 2}
                del context["extensions"]
                context["title"] = context.pop("title")
            def after_activity_control(context, state):
                state["output"] = {"status": 0, "big": 2 ** 70, "ratio": 2.0, "nothing": None}
                state["corrected"] = True
            def after_method_control(state):
                pass
            """);
        await control.ConfigureAsync(Context(world, ControlLevel.Experiment), Token);
        Assert.Equal("""{"region":"NORTH"}""", JsonText.Of(world.Configuration));
        Assert.Equal("""{"made":{"token":"made up"}}""", JsonText.Of(world.Secrets));
        var (method, one, two, undo) = (experiment["method"], experiment["method"]![0], experiment["method"]![1], experiment["rollbacks"]![0]);
        await control.BeforeAsync(Context(world, ControlLevel.Method), Token);
        Assert.Same(method, experiment["method"]);
        Assert.Same(one, experiment["method"]![0]);
        Assert.Same(two, experiment["method"]![1]);
        Assert.Same(undo, experiment["rollbacks"]![1]);
        Assert.Equal(
            """{"method":[{"type":"action","name":"one","pauses":{"before":1.0,"after":2}},{"type":"probe","name":"two"},{"type":"probe","name":"added"}],"rollbacks":[{"name":"first"},{"name":"undo"}],"title":"t"}""",
            JsonText.Of(experiment));
        var run = Parse("""{"activity":{"name":"one"},"output":null}""");
        await control.AfterAsync(Context(world, ControlLevel.Activity, one, run), Token);
        Assert.Equal("""{"activity":{"name":"one"},"output":{"status":0,"big":1180591620717411303424,"ratio":2.0,"nothing":null},"corrected":true}""", JsonText.Of(run));
    }

    [Fact]
    public async Task What_the_engine_changes_between_two_callbacks_they_see_in_the_same_objects()
    {
        await using var world = new PythonWorld();
        var control = await LoadAsync(world, "watching", Echo + """
            seen = []
            def before_activity_control(context, experiment, state):
                seen.append(experiment["method"][-1])
                note(same=seen[0] is experiment["method"][-1], experiment=experiment)
            """);
        await control.BeforeAsync(Context(world, ControlLevel.Activity, experiment["method"]![0]), Token);
        ((JsonArray)experiment["method"]!).Insert(0, new JsonObject { ["name"] = "zero" });
        experiment["title"] = "changed";
        experiment["method"]![2]!["name"] = "second";
        experiment.Remove("extensions");
        experiment.Insert(1, "dry", null);
        await control.BeforeAsync(Context(world, ControlLevel.Activity, experiment["method"]![0]), Token);
        var last = world.Log.Last(record => record.State is PythonLogOrigin && record.Level == LogLevel.Information).Message;
        Assert.Equal($"{{\"same\":true,\"experiment\":{JsonText.Of(experiment)}}}", last.Replace("\": ", "\":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_state_that_becomes_part_of_the_journal_stays_one_object()
    {
        await using var world = new PythonWorld();
        var control = await LoadAsync(world, "journals", """
            runs = []
            def after_activity_control(context, state):
                runs.append(state)
            def after_experiment_control(context, state):
                state["same"] = [run is other for run, other in zip(runs, state["run"])]
                state["experiment_is_context"] = state["experiment"] is context
                runs[0]["late"] = True
                state["deviated"] = True
                state["run"].append({"activity": {"name": "note"}})
            """);
        var first = Parse("""{"activity":{"name":"one"}}""");
        await control.AfterAsync(Context(world, ControlLevel.Activity, experiment["method"]![0], first), Token);
        var journal = new JsonObject { ["experiment"] = experiment, ["run"] = new JsonArray(first, Parse("""{"activity":{"name":"two"}}""")), ["deviated"] = false };
        await control.AfterAsync(Context(world, ControlLevel.Experiment, experiment, journal), Token);
        Assert.Equal("[true]", JsonText.Of(journal["same"]));
        Assert.True((bool?)journal["experiment_is_context"]);
        Assert.Same(first, journal["run"]![0]);
        Assert.Same(experiment, journal["experiment"]);
        Assert.True((bool?)first["late"]);
        Assert.True((bool?)journal["deviated"]);
        Assert.Equal("note", (string?)journal["run"]![2]!["activity"]!["name"]);
        Assert.Equal(3, ((JsonArray)journal["run"]!).Count);
    }

    [Fact]
    public async Task Changes_made_before_a_callback_failed_count()
    {
        await using var world = new PythonWorld();
        var control = await LoadAsync(world, "halfway", "def before_method_control(context):\n    context['title'] = 'half'\n    raise RuntimeError('no')\n");
        var exception = await Assert.ThrowsAnyAsync<ChaosException>(async () => await control.BeforeAsync(Context(world, ControlLevel.Method), Token));
        Assert.Equal("RuntimeError: no", exception.Message);
        Assert.Equal("half", (string?)experiment["title"]);
    }

    [Fact]
    public async Task Interrupting_is_told_apart_from_failing()
    {
        await using var world = new PythonWorld();
        var control = await LoadAsync(world, "stopping", "from chaoslib.exceptions import InterruptExecution\ndef before_method_control(context):\n    raise InterruptExecution('enough')\n");
        var exception = await Assert.ThrowsAsync<InterruptExecutionException>(async () => await control.BeforeAsync(Context(world, ControlLevel.Method), Token));
        Assert.Equal("enough", exception.Message);
    }

    [Fact]
    public async Task A_callback_of_the_loading_gets_the_path_as_text()
    {
        await using var world = new PythonWorld();
        var control = await LoadAsync(world, "loading", Echo + "def before_loading_experiment_control(context, state):\n    note(context=context, state=state)\n");
        await control.BeforeAsync(new ControlContext { Level = ControlLevel.Loading, Control = [], Context = "e.json", Configuration = [], Secrets = [] }, Token);
        await world.LoggedAsync("""{"context": "e.json", "state": null}""");
    }

    [Fact]
    public async Task A_control_without_its_module_is_left_out_and_validation_warns()
    {
        await using var world = new PythonWorld();
        var control = Parse("""{"name":"absent","provider":{"type":"python","module":"no_such_control"}}""");
        var provider = new PythonControlProvider(world.Services);
        Assert.Null(await provider.LoadAsync(control, Token));
        var found = new List<Diagnostic>();
        var context = new ValidationContext(found, [], []);
        await provider.ValidateAsync(DocumentNode.FromMemory(control, "e.json"), context, Token);
        Assert.Empty(found);
        Assert.Equal(
            ["Could not find Python module 'no_such_control' in control 'absent'. Did you install the Python module? The experiment will carry on running nonetheless."],
            context.LogWarnings);
    }

    [Fact]
    public async Task A_control_checks_itself()
    {
        await using var world = new PythonWorld();
        world.Module("strict", "from chaoslib.exceptions import InvalidActivity\ndef validate_control(control):\n    if 'team' not in control['provider'].get('arguments', {}):\n        raise InvalidActivity('the control needs a team')\n");
        await world.KnowFolder();
        var found = new List<Diagnostic>();
        var provider = new PythonControlProvider(world.Services);
        await provider.ValidateAsync(DocumentNode.FromMemory(Parse("""{"name":"a","provider":{"module":"strict"}}"""), "e.json"), new ValidationContext(found, [], []), Token);
        await provider.ValidateAsync(DocumentNode.FromMemory(Parse("""{"name":"b","provider":{"module":"strict","arguments":{"team":"blue"}}}"""), "e.json"), new ValidationContext(found, [], []), Token);
        await provider.ValidateAsync(DocumentNode.FromMemory(Parse("""{"name":"c","provider":{}}"""), "e.json"), new ValidationContext(found, [], []), Token);
        Assert.Equal(["CTK0431", "CTK0430"], found.Select(one => one.Code));
        Assert.Contains("the control needs a team", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_hear_the_events_they_override_in_order_and_a_failing_one_keeps_none_from_the_others()
    {
        await using var world = new PythonWorld();
        var control = await LoadAsync(world, "events", Echo + """
            from chaoslib.run import RunEventHandler
            class Broken(RunEventHandler):
                def finish(self, journal):
                    raise RuntimeError("no")
            class Listener(RunEventHandler):
                def running(self, experiment, journal, configuration, secrets, schedule, settings):
                    note(running=[experiment["title"], configuration, schedule.continuous_hypothesis_frequency, settings])
                    experiment["heard"] = True
                def finish(self, journal):
                    note(finish=journal)
                def start_activity(self, activity):
                    note(activity=activity["name"])
            def configure_control(event_registry):
                event_registry.register(Broken())
                event_registry.register(Listener())
            """);
        var events = new RunEvents(NullLogger.Instance);
        await control.ConfigureAsync(Context(world, ControlLevel.Experiment, events: events), Token);
        await Raise(events, "running", new()
        {
            ["experiment"] = experiment,
            ["journal"] = null,
            ["configuration"] = new JsonObject { ["a"] = 1 },
            ["secrets"] = new JsonObject(),
            ["schedule"] = Parse("""{"continuous_hypothesis_frequency":1.0,"fail_fast":false}"""),
            ["settings"] = new JsonObject(),
        });
        await Raise(events, "start_activity", new() { ["activity"] = experiment["method"]![0] });
        await Raise(events, "start_method", new() { ["experiment"] = experiment });
        await Raise(events, "finish", new() { ["journal"] = Parse("""{"status":"completed"}""") });
        Assert.Equal(
            ["""{"running": ["t", {"a": 1}, 1.0, {}]}""", """{"activity": "one"}""", """{"finish": {"status": "completed"}}"""],
            world.Log.Where(record => record.State is PythonLogOrigin && record.Level == LogLevel.Information).Select(record => record.Message));
        Assert.True((bool?)experiment["heard"]);
    }

    private static async Task Raise(RunEvents events, string name, Dictionary<string, JsonNode?> arguments)
    {
        foreach (var handler in Handlers(events))
        {
            await handler.HandleAsync(new RunEvent(name, arguments), Token);
        }
    }

    // The engine alone raises events; here its part is played.
    [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "handlers")]
    private static extern ref List<IRunEventHandler> Handlers(RunEvents events);
}
