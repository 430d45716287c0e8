using ChaosToolkit.Configuration;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Model;

namespace ChaosToolkit.Planning;

public sealed class ProbeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-extensions-").FullName;

    [Fact]
    public async Task A_plan_that_is_read_only_is_asked_with_the_arguments_that_it_takes()
    {
        var answer = await AskAsync("""{"module": "ChaosToolkit.Extensions.TestFunctions", "func": "stop", "arguments": {"pattern": "${who}", "force": true}, "secrets": ["shop"]}""");
        Assert.Equal(["pod Ada"], answer.Plan?.Targets);
        Assert.Equal(PlanPermission.Denied, answer.Plan?.Permission);
        Assert.Equal(["needs *** to delete"], answer.Plan?.Notes);
    }

    [Fact]
    public async Task A_plan_that_does_not_declare_it_is_not_asked()
    {
        var answer = await AskAsync("""{"module": "ChaosToolkit.Extensions.TestFunctions", "func": "careless"}""");
        Assert.Null(answer.Plan);
        Assert.Equal("It does not declare that it only looks, so it was not asked.", answer.Reason);
    }

    [Fact]
    public async Task A_plan_that_fails_does_not_end_the_others()
    {
        var answer = await AskAsync("""{"module": "ChaosToolkit.Extensions.TestFunctions", "func": "broken"}""");
        Assert.Equal("It could not tell: no route to ***", answer.Reason);
    }

    [Fact]
    public async Task A_plan_is_not_asked_with_what_is_known_in_the_run_only()
    {
        var answer = await AskAsync("""{"module": "ChaosToolkit.Extensions.TestFunctions", "func": "stop", "arguments": {"pattern": "${later}"}}""");
        Assert.Equal("It was not asked: something that it is given is known in the run only.", answer.Reason);
    }

    [Fact]
    public void Without_probe_nobody_is_asked() => Assert.Null(Plans.Of(Experiment("""{"module": "ChaosToolkit.Extensions.TestFunctions", "func": "stop"}""")).Probed);

    [Fact]
    public async Task Experiments_cannot_name_a_plan()
    {
        await using var engine = ExtensionSamples.NewEngine();
        Assert.NotEmpty(await engine.ValidateAsync("""{"type": "dotnet", "module": "ChaosToolkit.Extensions.TestFunctions", "func": "orphan"}"""));
        Assert.Contains(
            ExtensionReader.Read(typeof(PlannedActions).Assembly, "x.dll").Problems,
            problem => problem == "The [Plan] of the method 'Orphan' is for the func 'orphan' of the module 'ChaosToolkit.Extensions.TestFunctions', which is no probe or action here.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Types_of_an_extension_are_made_only_where_its_code_may_be_called(bool mayCallCode)
    {
        ExtensionSamples.Lay("acme.shop", folder);
        await using var engine = ExtensionSamples.NewEngine(folders: folder);
        const string Text = """
            {"title": "t", "description": "d", "method": [{"type": "action", "name": "a", "provider":
              {"type": "dotnet", "module": "acme.shop", "func": "place_orders", "arguments": {"lines": [{"produkt": "tea"}], "pause": 0}}}]}
            """;
        var document = DocumentReader.Read(new SourceText("e.json", Text), DocumentFormat.Json);
        var validator = new ExperimentValidator(engine.Providers, engine.ControlProviders, engine.Tolerances) { MayCallCode = mayCallCode };
        Assert.Equal(!mayCallCode, (await validator.ValidateAsync(document.Node, Variables.None, TestContext.Current.CancellationToken)).IsValid);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<ProbedActivity> AskAsync(string provider) =>
        Assert.Single((await Plans.ProbeAsync(Experiment(provider), new() { ["TOKEN"] = "hunter2222" })).Probed!);

    private static string Experiment(string provider) => $$"""
        {"title": "t", "description": "d", "configuration": {"who": "Ada", "later": {"type": "probe", "provider": {"type": "process", "path": "true"} } },
         "secrets": {"shop": {"token": {"type": "env", "key": "TOKEN"} } },
         "method": [{"type": "action", "name": "a", "provider": {"type": "dotnet", {{provider[1..^1]}} } }]}
        """;
}

/// <summary>Actions whose plans the tests ask for.</summary>
public static class PlannedActions
{
    [Action(Module = "ChaosToolkit.Extensions.TestFunctions")]
    public static void Stop(string pattern = "", bool force = false) => throw new InvalidOperationException($"A plan stops nothing: {pattern}{force}.");

    [Plan(Module = "ChaosToolkit.Extensions.TestFunctions", Func = "stop", ReadOnly = true)]
    public static async Task<ActivityPlan> PlanStopAsync(string pattern, Dictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return new ActivityPlan { Targets = [$"pod {pattern}"], Permission = PlanPermission.Denied, Notes = [$"needs {secrets["token"]} to delete"] };
    }

    [Action(Module = "ChaosToolkit.Extensions.TestFunctions")]
    public static void Careless()
    {
    }

    [Plan(Module = "ChaosToolkit.Extensions.TestFunctions", Func = "careless")]
    public static ActivityPlan PlanCareless() => throw new InvalidOperationException("It must not be called.");

    [Action(Module = "ChaosToolkit.Extensions.TestFunctions")]
    public static void Broken()
    {
    }

    [Plan(Module = "ChaosToolkit.Extensions.TestFunctions", Func = "broken", ReadOnly = true)]
    public static ActivityPlan PlanBroken() => throw new InvalidOperationException("no route to hunter2222");

    [Plan(Module = "ChaosToolkit.Extensions.TestFunctions", ReadOnly = true)]
    public static ActivityPlan Orphan() => new();
}
